import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { endCustomerSessions } from '#lib/customers/index.ts';
import { answered } from '../../answers.ts';

type Params = { params: Promise<{ id: string }> };

/** Signs a customer out everywhere. */
export async function DELETE(request: Request, { params }: Params): Promise<Response> {
  const staff = await requireStaffApi(request, 'customers.edit');
  if (!staff.ok) return staff.error;
  return answered(await endCustomerSessions(staffContext(staff.value), { id: (await params).id }));
}

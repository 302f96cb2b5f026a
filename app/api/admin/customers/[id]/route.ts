import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { deleteCustomerAccount } from '#lib/customers/index.ts';
import { answered } from '../answers.ts';

type Params = { params: Promise<{ id: string }> };

/** Deletes a customer's account, as its owner could. */
export async function DELETE(request: Request, { params }: Params): Promise<Response> {
  const staff = await requireStaffApi(request, 'customers.edit');
  if (!staff.ok) return staff.error;
  return answered(await deleteCustomerAccount(staffContext(staff.value), { id: (await params).id }));
}

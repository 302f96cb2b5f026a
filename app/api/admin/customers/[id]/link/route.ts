import { z } from 'zod';
import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { sendCustomerLink } from '#lib/customers/index.ts';
import { readJson } from '#lib/platform/index.ts';
import { answered } from '../../answers.ts';

type Params = { params: Promise<{ id: string }> };

const bodySchema = z.object({ kind: z.enum(['sign_in', 'reset']) });

/** Mails a customer a link that signs in, or that sets a new password. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const staff = await requireStaffApi(request, 'customers.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema);
  if (!body.ok) return body.error;
  const asked = { id: (await params).id, kind: body.value.kind };
  return answered(await sendCustomerLink(staffContext(staff.value), asked));
}

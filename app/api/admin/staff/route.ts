import { invitationSchema, inviteStaff, requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { ok, readJson } from '#lib/platform/index.ts';
import { linkAddress, staffAnswer } from './staff-answers.ts';

/** Makes an account; answers with the link by which its holder chooses a password. */
export async function POST(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'staff.manage');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, invitationSchema);
  if (!body.ok) return body.error;
  const made = await inviteStaff(staffContext(staff.value), body.value);
  if (!made.ok) return staffAnswer(made, 'email');
  return staffAnswer(ok({ account: made.value.account, link: linkAddress(made.value.token) }));
}

import { issueStaffLink, requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { ok } from '#lib/platform/index.ts';
import { linkAddress, staffAnswer } from '../../staff-answers.ts';

/** A new link by which a colleague chooses a password. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const staff = await requireStaffApi(request, 'staff.manage');
  if (!staff.ok) return staff.error;
  const made = await issueStaffLink(staffContext(staff.value), { id: (await params).id });
  if (!made.ok) return staffAnswer(made);
  return staffAnswer(ok({ link: linkAddress(made.value.token), until: made.value.until }));
}

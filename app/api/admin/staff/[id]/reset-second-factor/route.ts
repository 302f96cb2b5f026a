import { requireStaffApi, resetSecondFactor, staffContext } from '#lib/auth/index.ts';
import { staffAnswer } from '../../staff-answers.ts';

/** Takes a colleague's second factor off, for a lost phone. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const staff = await requireStaffApi(request, 'staff.manage');
  if (!staff.ok) return staff.error;
  return staffAnswer(await resetSecondFactor(staffContext(staff.value), { id: (await params).id }));
}

import { z } from 'zod';
import { endSecondFactor, requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { readJson } from '#lib/platform/index.ts';
import { staffAnswer } from '../../../staff/staff-answers.ts';

const bodySchema = z.object({
  password: z.string().max(1_024),
  /** Of the app or a recovery code. */
  code: z.string().max(64).default(''),
});

/** Takes one's own second factor off. */
export async function POST(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'profile.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema);
  if (!body.ok) return body.error;
  const input = { staffId: staff.value.id, ...body.value };
  return staffAnswer(await endSecondFactor(staffContext(staff.value), input), 'password');
}

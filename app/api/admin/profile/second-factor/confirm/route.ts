import { z } from 'zod';
import { confirmSecondFactor, requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { readJson } from '#lib/platform/index.ts';
import { staffAnswer } from '../../../staff/staff-answers.ts';

const bodySchema = z.object({ code: z.string().max(64) });

/** Confirms one's own second factor by its first code; answers with the recovery codes. */
export async function POST(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'profile.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema);
  if (!body.ok) return body.error;
  const input = { staffId: staff.value.id, ...body.value };
  return staffAnswer(await confirmSecondFactor(staffContext(staff.value), input), 'code');
}

import { z } from 'zod';
import { requireStaffApi, roles, setSecondFactorPolicy, staffContext } from '#lib/auth/index.ts';
import { ok, readJson } from '#lib/platform/index.ts';
import { staffAnswer } from '../staff-answers.ts';

const bodySchema = z.object({ roles: z.array(z.enum(roles)).max(roles.length) });

/** Says which roles must have a second factor. */
export async function POST(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'staff.manage');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema);
  if (!body.ok) return body.error;
  await setSecondFactorPolicy(staffContext(staff.value), body.value);
  return staffAnswer(ok(body.value));
}

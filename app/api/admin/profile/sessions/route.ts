import { z } from 'zod';
import { endOwnSessions, requireStaffApi, sessionIdOf, staffContext } from '#lib/auth/index.ts';
import { ok, readJson } from '#lib/platform/index.ts';
import { staffAnswer } from '../../staff/staff-answers.ts';

const bodySchema = z.object({ end: z.union([z.literal('others'), z.object({ id: z.string().length(64) })]) });

/** Ends one of one's own sessions, or all others. */
export async function POST(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'profile.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema);
  if (!body.ok) return body.error;
  const { end } = body.value;
  const which = end === 'others' ? { allBut: sessionIdOf(request) } : end;
  const ended = await endOwnSessions(staffContext(staff.value), { staffId: staff.value.id, ...which });
  return staffAnswer(ok({ ended }));
}

import { z } from 'zod';
import { acceptStaffLink, isSameOrigin, newPasswordSchema } from '#lib/auth/index.ts';
import { problem, readJson, systemContext } from '#lib/platform/index.ts';
import { staffAnswer } from '../staff/staff-answers.ts';

const bodySchema = z.object({ token: z.string().max(100), password: newPasswordSchema });

/** Sets the password of a link's account. Nobody is signed in yet: the link is what proves who asks. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) {
    return problem(403, 'cross_origin', 'Refused', 'This request did not come from the admin.');
  }
  const body = await readJson(request, bodySchema);
  if (!body.ok) return body.error;
  return staffAnswer(await acceptStaffLink(systemContext('invitation'), body.value));
}

import { type StaffError, staffMessages } from '#lib/auth/index.ts';
import { env, problem, type Result } from '#lib/platform/index.ts';

/** A value nobody keeps, or why there is none. `field` is what a form shows the refusal beside; a wrong code has its own. */
export function staffAnswer<T>(result: Result<T, StaffError>, field?: string): Response {
  if (result.ok) {
    return Response.json(result.value ?? {}, { headers: { 'cache-control': 'private, no-store' } });
  }
  const { kind } = result.error;
  const { status, title, detail } = staffMessages[kind];
  const beside = kind === 'wrong_code' ? 'code' : field;
  const errors = field && kind !== 'rate_limited' ? { errors: [{ field: beside, message: title }] } : {};
  const response = problem(status, kind, title, detail, errors);
  if (kind === 'rate_limited') {
    response.headers.set('retry-after', String(result.error.retryAfterSeconds));
  }
  return response;
}

/** Where the holder of a link chooses a password. */
export const linkAddress = (token: string) => `${env.SHOP_URL}/admin/invitation/${token}`;

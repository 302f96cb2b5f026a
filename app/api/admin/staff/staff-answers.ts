import { type StaffError, staffMessages } from '#lib/auth/index.ts';
import { env, problem, type Result } from '#lib/platform/index.ts';

/** A value nobody keeps, or why there is none. `field` is what a form shows the refusal beside. */
export function staffAnswer<T>(result: Result<T, StaffError>, field?: string): Response {
  if (result.ok) {
    return Response.json(result.value ?? {}, { headers: { 'cache-control': 'private, no-store' } });
  }
  const { kind } = result.error;
  const { status, title, detail } = staffMessages[kind];
  const errors = field ? { errors: [{ field, message: title }] } : {};
  return problem(status, kind, title, detail, errors);
}

/** Where the holder of a link chooses a password. */
export const linkAddress = (token: string) => `${env.SHOP_URL}/admin/invitation/${token}`;

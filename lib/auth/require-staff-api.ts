import { type Ctx, err, ok, problem, type Result, systemContext } from '#lib/platform/index.ts';
import { SessionStoreDown, signInMessages } from './errors.ts';
import { may, type Permission } from './permissions.ts';
import { cookieOf, isSameOrigin } from './request-guards.ts';
import type { Staff } from './schemas.ts';
import { hashToken, readSessionRecord, sessionCookie } from './session-store.ts';

/** The context of what a member of staff does: the actor is who the audit log and events name. */
export function staffContext(staff: Staff): Ctx {
  return systemContext(`staff:${staff.email}`);
}

/**
 * The guard of every `/api/admin` route. Fails with the answer to send: 403 across origins or
 * without the permission, 401 without a session, 503 while sessions cannot be read.
 */
export async function requireStaffApi(
  request: Request,
  needed: Permission,
): Promise<Result<Staff, Response>> {
  if (!isSameOrigin(request)) {
    return err(problem(403, 'cross_origin', 'Refused', 'This request did not come from the admin.'));
  }
  const token = cookieOf(request.headers, sessionCookie);
  try {
    const session = token ? await readSessionRecord(systemContext('auth'), token) : null;
    if (!session) return err(problem(401, 'not_signed_in', 'Sign in first', 'Your session has ended.'));
    const { staff, mustEnrol } = session;
    if (mustEnrol && needed !== 'profile.edit') {
      const detail = 'Your role needs one. Set it up on your profile page; everything else comes after.';
      return err(problem(403, 'second_factor_required', 'Set up a second factor first', detail));
    }
    if (may(staff.role, needed)) return ok(staff);
    return err(
      problem(403, 'forbidden', 'Not allowed', `Your role, ${staff.role}, may not do this (${needed}).`),
    );
  } catch (error) {
    if (!(error instanceof SessionStoreDown)) throw error;
    return err(pausedProblem());
  }
}

/** 503: sessions cannot be read or stored now. */
export function pausedProblem(): Response {
  const { title, detail } = signInMessages.paused;
  const response = problem(503, 'sign_in_paused', title, detail);
  response.headers.set('retry-after', '10');
  return response;
}

/** What `listSessions` calls the session of this request. */
export function sessionIdOf(request: Request): string {
  return hashToken(cookieOf(request.headers, sessionCookie) ?? '');
}

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { connection } from 'next/server';
import NextAuth, { CredentialsSignin } from 'next-auth';
import { cache } from 'react';
import { err, logger, ok, type Result, systemContext } from '#lib/platform/index.ts';
import { authConfig } from './auth-config.ts';
import { SessionStoreDown, type SignInError } from './errors.ts';
import { may, type Permission } from './permissions.ts';
import { safeNext } from './request-guards.ts';
import { pausedProblem } from './require-staff-api.ts';

import type { SessionRecord, Staff } from './schemas.ts';
import {
  destroySession,
  hashToken,
  readSessionRecord,
  sessionCookie,
  sessionStoreAnswers,
} from './session-store.ts';

export type Session = SessionRecord & { id: string };

class Refused extends CredentialsSignin {
  readonly refusal: SignInError;
  constructor(refusal: SignInError) {
    super(refusal.kind);
    this.refusal = refusal;
    this.code = refusal.kind;
  }
}

const nextAuth = NextAuth(authConfig((refusal) => new Refused(refusal)));

/** The session for code that wants next-auth's own shape, `{ user, expires }`; null without one. */
export const auth = nextAuth.auth;

type Handler = (typeof nextAuth.handlers)['GET'];

// next-auth answers an unreadable session by clearing the cookie: a blip of Redis would sign everybody out.
const guarded =
  (handler: Handler): Handler =>
  async (request) =>
    (await sessionStoreAnswers()) ? handler(request) : pausedProblem();

/** The handlers of `/api/auth`. */
export const handlers = { GET: guarded(nextAuth.handlers.GET), POST: guarded(nextAuth.handlers.POST) };

/** Signs in and sets the cookie. For route handlers. */
export async function signInStaff({
  email,
  password,
  code,
}: {
  email: string;
  password: string;
  code: string;
}): Promise<Result<void, SignInError>> {
  try {
    await nextAuth.signIn('credentials', { email, password, code, redirect: false });
    return ok(undefined);
  } catch (error) {
    if (error instanceof Refused) return err(error.refusal);
    logger('auth').error({ error: (error as Error).message }, 'sign-in failed');
    return err({ kind: 'paused' });
  }
}

/** Ends the session in Redis and clears the cookie. Fails, with the cookie kept, while Redis is away. */
export async function signOutStaff(): Promise<Result<void, SignInError>> {
  const jar = await cookies();
  const token = jar.get(sessionCookie)?.value;
  try {
    if (token) await destroySession(token);
  } catch (error) {
    if (!(error instanceof SessionStoreDown)) throw error;
    return err({ kind: 'paused' });
  }
  await nextAuth.signOut({ redirect: false });
  return ok(undefined);
}

/**
 * The session of this request, read once. Reads Redis itself, not through `auth()`, which cannot tell
 * "nobody" from "cannot know". `id` is what `listSessions` calls it.
 */
export const currentSession = cache(async (): Promise<Result<Session | null, SignInError>> => {
  await connection();
  const token = (await cookies()).get(sessionCookie)?.value;
  if (!token) return ok(null);
  try {
    const session = await readSessionRecord(systemContext('auth'), token);
    return ok(session && { ...session, id: hashToken(token) });
  } catch (error) {
    if (error instanceof SessionStoreDown) return err({ kind: 'paused' });
    throw error;
  }
});

/** Who is signed in. */
export async function currentStaff(): Promise<Result<Staff | null, SignInError>> {
  const session = await currentSession();
  return session.ok ? ok(session.value?.staff ?? null) : session;
}

/**
 * The guard of every admin page: who is signed in, or a redirect to sign-in, which says so when sessions
 * cannot be read. Without the permission it leads back to the overview.
 * @param path where to come back to, with its query
 */
export async function requireStaff(path: string, needed: Permission): Promise<Staff> {
  const session = await currentSession();
  if (!session.ok || !session.value) {
    redirect(`/admin/sign-in?${new URLSearchParams({ next: safeNext(path) })}`);
  }
  const { staff, mustEnrol } = session.value;
  if (mustEnrol && needed !== 'profile.edit') redirect('/admin/profile');
  if (!may(staff.role, needed)) redirect('/admin?notice=forbidden');
  return staff;
}

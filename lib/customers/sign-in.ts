import { hashPassword, verifyPassword } from '#lib/auth/index.ts';
import { type Ctx, db, err, ok, type Result, withTransaction } from '#lib/platform/index.ts';
import { findByEmail, findById, insertCustomer, updateCustomer } from './customers.repository.ts';
import { type CustomerError, CustomerSessionsAway } from './errors.ts';
import { mailLink, mailWelcome } from './mail-links.ts';
import { countTry, forgetTries } from './rate-limit.ts';
import type { Registration } from './schemas.ts';
import { createSession, endSession, endSessions, readSession, takeLink } from './session-store.ts';
import type { Customer } from './types.ts';

/** A session's token, for the cookie. */
type Opened = Promise<Result<{ token: string }, CustomerError>>;
type Done = Promise<Result<void, CustomerError>>;

/** Turns an outage of the session Redis into `sessions_away`; anything else goes on being thrown. */
export async function withSessions<T>(
  work: () => Promise<Result<T, CustomerError>>,
): Promise<Result<T, CustomerError>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CustomerSessionsAway) return err({ kind: 'sessions_away' });
    throw error;
  }
}

async function limited(
  what: 'sign-in' | 'link' | 'register',
  subject: { email: string; address: string },
): Promise<Result<void, CustomerError>> {
  const retryAfterSeconds = await countTry(what, subject);
  return retryAfterSeconds > 0 ? err({ kind: 'rate_limited', retryAfterSeconds }) : ok(undefined);
}

/** Makes an account and opens a session. The address counts as theirs only when a mailed link was opened. */
export function register(
  ctx: Ctx,
  { address, password, ...input }: Registration & { address: string },
): Opened {
  return withSessions(async () => {
    const allowed = await limited('register', { email: input.email, address });
    if (!allowed.ok) return allowed;
    const customer = { id: ctx.newId(), ...input, passwordHash: await hashPassword(password) };
    const made = await withTransaction(async (tx) => {
      if (!(await insertCustomer(tx, ctx, customer))) return false;
      await mailWelcome(tx, ctx, customer);
      return true;
    });
    if (!made) return err({ kind: 'email_taken' });
    return ok({ token: await createSession(ctx, customer.id) });
  });
}

/** Opens a session by password. An unknown address costs the same work and reads the same. */
export function signIn(
  ctx: Ctx,
  { email, password, address }: { email: string; password: string; address: string },
): Opened {
  return withSessions(async () => {
    const allowed = await limited('sign-in', { email, address });
    if (!allowed.ok) return allowed;
    const customer = await findByEmail(email);
    if (!(await verifyPassword(customer?.passwordHash ?? null, password)) || !customer) {
      return err({ kind: 'wrong_credentials' });
    }
    await forgetTries({ email, address });
    return ok({ token: await createSession(ctx, customer.id) });
  });
}

/** Mails a link that signs in, or sets a new password. Says the same whether there is an account. */
export function requestLink(
  ctx: Ctx,
  {
    kind,
    email,
    market,
    address,
  }: { kind: 'sign_in' | 'reset'; email: string; market: string; address: string },
): Done {
  return withSessions(async () => {
    const allowed = await limited('link', { email, address });
    if (!allowed.ok) return allowed;
    const customer = await findByEmail(email);
    if (customer) {
      const purpose = { kind, customerId: customer.id };
      await withTransaction((tx) => mailLink(tx, ctx, { purpose, market, email, name: customer.name }));
    }
    return ok(undefined);
  });
}

/** Opens a session by a mailed link, which also proves the address. */
export function redeemLink(ctx: Ctx, { token }: { token: string }): Opened {
  return withSessions(async () => {
    const purpose = await takeLink(token);
    const customer = purpose?.kind === 'sign_in' ? await findById(purpose.customerId) : null;
    if (!customer) return err({ kind: 'link_used_up' });
    if (!customer.confirmed) await updateCustomer(db(), ctx, customer.id, { confirmedAt: ctx.now() });
    return ok({ token: await createSession(ctx, customer.id) });
  });
}

/** Sets a new password by a mailed link, ends every session and opens one. */
export function resetPassword(ctx: Ctx, { token, password }: { token: string; password: string }): Opened {
  return withSessions(async () => {
    const purpose = await takeLink(token);
    const customer = purpose?.kind === 'reset' ? await findById(purpose.customerId) : null;
    if (!customer) return err({ kind: 'link_used_up' });
    const passwordHash = await hashPassword(password);
    await updateCustomer(db(), ctx, customer.id, { passwordHash, confirmedAt: ctx.now() });
    await endSessions(customer.id);
    return ok({ token: await createSession(ctx, customer.id) });
  });
}

/** Who a session's token belongs to; null when it opens nothing. */
export function currentCustomer(token: string | null): Promise<Result<Customer | null, CustomerError>> {
  return withSessions(async () => {
    const id = token === null ? null : await readSession(token);
    const stored = id === null ? null : await findById(id);
    if (!stored) return ok(null);
    const { passwordHash: _hash, formerEmails: _former, createdAt: _at, ...customer } = stored;
    return ok(customer);
  });
}

/** Ends one session; fails only when the session Redis is away. */
export function signOut({ token }: { token: string }): Done {
  return withSessions(async () => {
    await endSession(token);
    return ok(undefined);
  });
}

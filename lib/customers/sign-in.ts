import { hashPassword, verifyPassword } from '#lib/auth/index.ts';
import { type Ctx, err, ok, type Result, withTransaction } from '#lib/platform/index.ts';
import { findByEmail, findById, insertCustomer, type StoredCustomer } from './customers.repository.ts';
import { type CustomerError, CustomerSessionsAway } from './errors.ts';
import { mailLink, mailWelcome } from './mail-links.ts';
import { customerOfSession, proveAddress } from './prove-address.ts';
import { countTry, forgetTries } from './rate-limit.ts';
import type { Registration } from './schemas.ts';
import { createSession, endSession, takeLink } from './session-store.ts';
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

async function open(ctx: Ctx, { id, sessionEpoch }: Pick<StoredCustomer, 'id' | 'sessionEpoch'>): Opened {
  return ok({ token: await createSession(ctx, { customerId: id, epoch: sessionEpoch }) });
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
    return open(ctx, { id: customer.id, sessionEpoch: 0 });
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
    return open(ctx, customer);
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

/** Opens a session by a mailed link, which also proves the address. @param session of the browser that opens it */
export function redeemLink(ctx: Ctx, { token, session }: { token: string; session: string | null }): Opened {
  return withSessions(async () => {
    const purpose = await takeLink(token, 'sign_in');
    const customer = purpose && (await findById(purpose.customerId));
    if (!customer) return err({ kind: 'link_used_up' });
    return open(ctx, await proveAddress(ctx, customer, { session }));
  });
}

/**
 * Sets a new password by a mailed link, which also proves the address; ends every session and opens one.
 * @param session of the browser that opens it
 */
export function resetPassword(
  ctx: Ctx,
  { token, password, session }: { token: string; password: string; session: string | null },
): Opened {
  return withSessions(async () => {
    const purpose = await takeLink(token, 'reset');
    const customer = purpose && (await findById(purpose.customerId));
    if (!customer) return err({ kind: 'link_used_up' });
    const passwordHash = await hashPassword(password);
    return open(ctx, await proveAddress(ctx, customer, { session, passwordHash }));
  });
}

/** Who a session's token belongs to; null when it opens nothing. */
export function currentCustomer(token: string | null): Promise<Result<Customer | null, CustomerError>> {
  return withSessions(async () => {
    const stored = await customerOfSession(token);
    if (!stored) return ok(null);
    const {
      passwordHash: _hash,
      formerEmails: _former,
      sessionEpoch: _epoch,
      createdAt: _at,
      ...customer
    } = stored;
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

import { hashPassword, verifyPassword } from '#lib/auth/index.ts';
import { type Ctx, db, err, ok, type Result, withTransaction } from '#lib/platform/index.ts';
import { deleteReviewsOf } from '#lib/reviews/index.ts';
import { provedEmails } from './account.ts';
import { deleteCustomer, findByEmail, findById, updateCustomer } from './customers.repository.ts';
import type { CustomerError } from './errors.ts';
import { mailLink } from './mail-links.ts';
import { countTry } from './rate-limit.ts';
import { createSession, endSessions, takeLink } from './session-store.ts';
import { withSessions } from './sign-in.ts';
import type { Customer } from './types.ts';

type Done = Promise<Result<void, CustomerError>>;

/** Changes the name of the account; orders keep the one they were placed with. */
export async function renameCustomer(
  ctx: Ctx,
  { customer, name }: { customer: Customer; name: string },
): Done {
  await updateCustomer(db(), ctx, customer.id, { name });
  return ok(undefined);
}

/** Sets a new password; the present one is asked for if there is one. Ends the other sessions and opens a new one. */
export function changePassword(
  ctx: Ctx,
  {
    customer,
    current,
    password,
    address,
  }: { customer: Customer; current: string; password: string; address: string },
): Promise<Result<{ token: string }, CustomerError>> {
  return withSessions(async () => {
    const wait = await countTry('sign-in', { email: customer.email, address });
    if (wait > 0) return err({ kind: 'rate_limited', retryAfterSeconds: wait });
    const stored = await findById(customer.id);
    if (!stored) return err({ kind: 'not_found' });
    if (stored.passwordHash !== null && !(await verifyPassword(stored.passwordHash, current))) {
      return err({ kind: 'wrong_credentials' });
    }
    await updateCustomer(db(), ctx, customer.id, { passwordHash: await hashPassword(password) });
    await endSessions(customer.id);
    return ok({ token: await createSession(ctx, customer.id) });
  });
}

/** Mails a link to the new address; the account has it once the link is opened. Says the same when it is taken. */
export function requestEmailChange(
  ctx: Ctx,
  {
    customer,
    email,
    market,
    address,
  }: { customer: Customer; email: string; market: string; address: string },
): Done {
  return withSessions(async () => {
    const wait = await countTry('link', { email, address });
    if (wait > 0) return err({ kind: 'rate_limited', retryAfterSeconds: wait });
    if (!(await findByEmail(email))) {
      const purpose = { kind: 'change_email' as const, customerId: customer.id, email };
      await withTransaction((tx) => mailLink(tx, ctx, { purpose, market, email, name: customer.name }));
    }
    return ok(undefined);
  });
}

/** Gives the account the address its mailed link went to. A former one that was proved keeps its orders in view. */
export function confirmEmailChange(ctx: Ctx, { token }: { token: string }): Done {
  return withSessions(async () => {
    const purpose = await takeLink(token);
    const customer = purpose?.kind === 'change_email' ? await findById(purpose.customerId) : null;
    if (purpose?.kind !== 'change_email' || !customer) return err({ kind: 'link_used_up' });
    const formerEmails = customer.confirmed
      ? [...new Set([...customer.formerEmails, customer.email])].slice(-20)
      : customer.formerEmails;
    const { email } = purpose;
    const changed = await updateCustomer(db(), ctx, customer.id, {
      email,
      formerEmails,
      confirmedAt: ctx.now(),
    });
    return changed ? ok(undefined) : err({ kind: 'email_taken' });
  });
}

/**
 * Removes the account, its addresses, wishlist and reviews, and every session, at once. Orders stay as the law demands.
 */
export function deleteAccount(ctx: Ctx, { customer }: { customer: Customer }): Done {
  return withSessions(async () => {
    const emails = await provedEmails(customer);
    await endSessions(customer.id);
    await withTransaction(async (tx) => {
      await deleteReviewsOf(tx, ctx, emails);
      await deleteCustomer(tx, customer.id);
    });
    return ok(undefined);
  });
}

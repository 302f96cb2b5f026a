import { hashPassword, verifyPassword } from '#lib/auth/index.ts';
import { type Ctx, db, err, ok, type Result, withTransaction } from '#lib/platform/index.ts';
import { deleteReviewsOf } from '#lib/reviews/index.ts';
import { provedEmails } from './account.ts';
import {
  deleteCustomer,
  findByEmail,
  findById,
  replacePassword,
  updateCustomer,
} from './customers.repository.ts';
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
    if (!(await replacePassword(ctx, stored, await hashPassword(password)))) {
      return err({ kind: 'wrong_credentials' });
    }
    await endSessions(customer.id);
    const session = { customerId: customer.id, epoch: stored.sessionEpoch + 1 };
    return ok({ token: await createSession(ctx, session) });
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
      const mail = { purpose, market, email, name: customer.name, accountEmail: customer.email };
      await withTransaction((tx) => mailLink(tx, ctx, mail));
    }
    return ok(undefined);
  });
}

/**
 * Gives the customer who asked for it the address its mailed link went to; for any other it is `link_used_up`, or the
 * click of whoever reads that mailbox would give their orders to who typed the address. A former one that was proved
 * keeps its orders in view.
 */
export function confirmEmailChange(
  ctx: Ctx,
  { customer, token }: { customer: Customer; token: string },
): Done {
  return withSessions(async () => {
    const purpose = await takeLink(token, 'change_email', { customerId: customer.id });
    const stored = purpose && (await findById(customer.id));
    if (!stored) return err({ kind: 'link_used_up' });
    const formerEmails = stored.confirmed
      ? [...new Set([...stored.formerEmails, stored.email])].slice(-20)
      : stored.formerEmails;
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

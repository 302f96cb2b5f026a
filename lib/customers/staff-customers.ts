import { recordAudit } from '#lib/audit/index.ts';
import { ordersOfCustomer } from '#lib/orders/index.ts';
import { type Ctx, err, ok, type Result, withTransaction } from '#lib/platform/index.ts';
import { maxAddresses, maxWishes } from './account.ts';
import { deleteAccount } from './change-account.ts';
import { findAddresses, findById, findWishlist, updateCustomer } from './customers.repository.ts';
import type { CustomerError } from './errors.ts';
import { mailLink } from './mail-links.ts';
import { endSessions } from './session-store.ts';
import { withSessions } from './sign-in.ts';
import { findCustomers, foundAtMost } from './staff-customers.repository.ts';
import type { CustomerRow, StaffCustomer } from './types.ts';

const pageSize = 25;

type Done = Promise<Result<void, CustomerError>>;

const entry = (action: string, id: string, after: object | null = null) => ({
  ...{ action, subject: `customer:${id}`, before: null, after },
});

/**
 * Accounts for staff, the newest first, 25 a page: all, or those whose e-mail or name begins with `q`. `more`: there are
 * more than the `total` that can be paged through. A page out of range is brought into range.
 */
export async function listCustomers({ q = '', page = 1 }: { q?: string; page?: number }): Promise<{
  customers: CustomerRow[];
  page: number;
  pages: number;
  total: number;
  more: boolean;
}> {
  const wanted = Math.min(Math.max(Math.trunc(page) || 1, 1), foundAtMost / pageSize);
  const text = q.toWellFormed().trim().slice(0, 100);
  const { customers, total } = await findCustomers({ q: text, page: wanted, size: pageSize });
  const shown = Math.min(total, foundAtMost);
  const pages = Math.max(1, Math.ceil(shown / pageSize));
  return { customers, page: wanted, pages, total: shown, more: total > foundAtMost };
}

/** All that staff may see of an account, with its latest 100 orders; null when there is none. */
export async function getCustomer(id: string): Promise<StaffCustomer | null> {
  const stored = await findById(id);
  if (!stored) return null;
  const { passwordHash: _hash, sessionEpoch: _epoch, ...customer } = stored;
  const [addresses, wishlist, orders] = await Promise.all([
    findAddresses(id, maxAddresses),
    findWishlist(id, maxWishes),
    ordersOfCustomer([stored.email, ...stored.formerEmails]),
  ]);
  return { ...customer, addresses, wishes: wishlist.length, orders };
}

/** Mails a customer a link that signs in, or that sets a new password, when staff are asked for it. */
export function sendCustomerLink(ctx: Ctx, { id, kind }: { id: string; kind: 'sign_in' | 'reset' }): Done {
  return withSessions(async () => {
    const customer = await findById(id);
    if (!customer) return err({ kind: 'not_found' });
    const { email, market, name } = customer;
    await withTransaction(async (tx) => {
      await mailLink(tx, ctx, { purpose: { kind, customerId: id }, market, email, name });
      await recordAudit(tx, ctx, entry('customer.link_sent', id, { link: kind }));
    });
    return ok(undefined);
  });
}

/** Signs a customer out everywhere. */
export function endCustomerSessions(ctx: Ctx, { id }: { id: string }): Done {
  return withSessions(async () => {
    if (!(await findById(id))) return err({ kind: 'not_found' });
    await withTransaction(async (tx) => {
      await updateCustomer(tx, ctx, id, { endsSessions: true });
      await recordAudit(tx, ctx, entry('customer.sessions_ended', id));
    });
    await endSessions(id);
    return ok(undefined);
  });
}

/** Deletes an account as its owner could; the log keeps that it was done, and nothing of whose it was. */
export async function deleteCustomerAccount(ctx: Ctx, { id }: { id: string }): Done {
  const customer = await findById(id);
  if (!customer) return err({ kind: 'not_found' });
  const deleted = await deleteAccount(ctx, { customer });
  if (deleted.ok) await withTransaction((tx) => recordAudit(tx, ctx, entry('customer.deleted', id)));
  return deleted;
}

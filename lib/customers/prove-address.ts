import { type Ctx, withTransaction } from '#lib/platform/index.ts';
import { deleteKept, findById, type StoredCustomer, updateCustomer } from './customers.repository.ts';
import { endSessions, readSession } from './session-store.ts';

/** Who a session's token belongs to; null when it opens nothing. @throws CustomerSessionsAway */
export async function customerOfSession(token: string | null): Promise<StoredCustomer | null> {
  const session = token === null ? null : await readSession(token);
  if (!session) return null;
  const stored = await findById(session.customerId);
  return stored?.sessionEpoch === session.epoch ? stored : null;
}

/**
 * Writes that a mailed link was opened, and the new password if it sets one. The first proof of an address voids what was
 * set before: anybody may have registered it. Password, sessions, name, addresses and wishlist go, unless the browser
 * that opens the link (`session`) is signed in to the very account: it then holds the password and the mailbox.
 * @returns the customer as it is now @throws CustomerSessionsAway
 */
export async function proveAddress(
  ctx: Ctx,
  customer: StoredCustomer,
  { session, passwordHash }: { session: string | null; passwordHash?: string },
): Promise<StoredCustomer> {
  const voids = !customer.confirmed && (await customerOfSession(session))?.id !== customer.id;
  const endsSessions = voids || passwordHash !== undefined;
  if (customer.confirmed && !endsSessions) return customer;
  const now = await withTransaction(async (tx) => {
    if (voids) await deleteKept(tx, customer.id);
    return updateCustomer(tx, ctx, customer.id, {
      ...(customer.confirmed ? {} : { confirmedAt: ctx.now() }),
      // A name must stand there: the part of the address before the @ is no stranger's choice.
      ...(voids ? { passwordHash: null, name: customer.email.split('@')[0] ?? '' } : {}),
      ...(passwordHash === undefined ? {} : { passwordHash }),
      endsSessions,
    });
  });
  if (!now) throw new Error('An address was taken from its own account');
  if (endsSessions) await endSessions(customer.id);
  return now;
}

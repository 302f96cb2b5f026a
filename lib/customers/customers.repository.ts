import { type Ctx, db, isUniqueViolation, json, type Tx } from '#lib/platform/index.ts';
import type { CustomerAddressBody } from './schemas.ts';
import type { Customer, CustomerAddress } from './types.ts';

export type StoredCustomer = Customer & {
  passwordHash: string | null;
  formerEmails: string[];
  /** Raised by what ends every session: one begun on a lower number is none. */
  sessionEpoch: number;
  createdAt: Date;
};

type Row = {
  id: string;
  email: string;
  formerEmails: unknown;
  name: string;
  passwordHash: string | null;
  market: string;
  confirmedAt: Date | null;
  sessionEpoch: number;
  createdAt: Date;
};

const toCustomer = (row: Row): StoredCustomer => ({
  id: row.id,
  email: row.email,
  name: row.name,
  market: row.market,
  confirmed: row.confirmedAt !== null,
  hasPassword: row.passwordHash !== null,
  passwordHash: row.passwordHash,
  formerEmails: Array.isArray(row.formerEmails) ? row.formerEmails.map(String) : [],
  sessionEpoch: row.sessionEpoch,
  createdAt: row.createdAt,
});

/** A customer with the password's hash; null for one whose account was deleted. */
export async function findById(id: string, client: Tx = db()): Promise<StoredCustomer | null> {
  const row = await client.customer.findUnique({ where: { id } });
  return row ? toCustomer(row) : null;
}

/** By the address as it is stored: trimmed, in lower case. */
export async function findByEmail(email: string, client: Tx = db()): Promise<StoredCustomer | null> {
  const row = await client.customer.findUnique({ where: { email } });
  // The database compares text loosely; an address with an accent is another one.
  return row?.email === email ? toCustomer(row) : null;
}

/** @returns false when the address has an account. */
export async function insertCustomer(
  tx: Tx,
  ctx: Ctx,
  customer: { id: string; email: string; name: string; market: string; passwordHash: string },
): Promise<boolean> {
  const now = ctx.now();
  try {
    await tx.customer.create({
      data: { ...customer, formerEmails: [], confirmedAt: null, createdAt: now, updatedAt: now },
    });
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

export type CustomerChange = {
  name?: string;
  passwordHash?: string | null;
  confirmedAt?: Date;
  email?: string;
  formerEmails?: string[];
  /** Whether every session ends with this change. */
  endsSessions?: boolean;
};

/** @returns the customer as it is now; null when the new address has an account. */
export async function updateCustomer(
  client: Tx,
  ctx: Ctx,
  id: string,
  { formerEmails, endsSessions = false, ...change }: CustomerChange,
): Promise<StoredCustomer | null> {
  try {
    const row = await client.customer.update({
      where: { id },
      data: {
        ...change,
        ...(formerEmails ? { formerEmails: json(formerEmails) } : {}),
        ...(endsSessions ? { sessionEpoch: { increment: 1 } } : {}),
        updatedAt: ctx.now(),
      },
    });
    return toCustomer(row);
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}

/**
 * A new password for one that was checked on the row of this epoch; ends every session. @returns false when the epoch is
 * over, as after a reset in between: who knew the password of before has no say any more.
 */
export async function replacePassword(
  ctx: Ctx,
  { id, sessionEpoch }: { id: string; sessionEpoch: number },
  passwordHash: string,
): Promise<boolean> {
  const { count } = await db().customer.updateMany({
    where: { id, sessionEpoch },
    data: { passwordHash, sessionEpoch: sessionEpoch + 1, updatedAt: ctx.now() },
  });
  return count > 0;
}

/** Empties the address book and the wishlist. */
export async function deleteKept(tx: Tx, customerId: string): Promise<void> {
  await tx.customerAddress.deleteMany({ where: { customerId } });
  await tx.wishlistItem.deleteMany({ where: { customerId } });
}

/** Removes the account with its addresses and wishlist. */
export async function deleteCustomer(tx: Tx, id: string): Promise<void> {
  await tx.customer.deleteMany({ where: { id } });
}

/** The addresses used last come first. */
export async function findAddresses(customerId: string, take: number): Promise<CustomerAddress[]> {
  const rows = await db().customerAddress.findMany({
    where: { customerId },
    orderBy: [{ usedAt: 'desc' }, { id: 'asc' }],
    take,
  });
  return rows.map(({ customerId: _owner, usedAt: _at, ...address }) => address);
}

/** How many addresses somebody keeps: their number has a bound. */
export async function countAddresses(customerId: string): Promise<number> {
  return db().customerAddress.count({ where: { customerId } });
}

/** Writes an address; with an id the customer's own one of that id. @returns its id, null when there is none. */
export async function writeAddress(
  ctx: Ctx,
  customerId: string,
  id: string | null,
  address: CustomerAddressBody,
): Promise<string | null> {
  const fields = { ...address, usedAt: ctx.now() };
  if (id === null) {
    const made = ctx.newId();
    await db().customerAddress.create({ data: { id: made, customerId, ...fields } });
    return made;
  }
  const { count } = await db().customerAddress.updateMany({ where: { id, customerId }, data: fields });
  return count > 0 ? id : null;
}

/** @returns false when the customer has no such address. */
export async function deleteAddress(customerId: string, id: string): Promise<boolean> {
  const { count } = await db().customerAddress.deleteMany({ where: { id, customerId } });
  return count > 0;
}

/** Handles of products, newest first. */
export async function findWishlist(customerId: string, take: number): Promise<string[]> {
  const rows = await db().wishlistItem.findMany({
    where: { customerId },
    orderBy: [{ addedAt: 'desc' }, { handle: 'asc' }],
    take,
  });
  return rows.map(({ handle }) => handle);
}

/** Those that are on the list already stay as they are. */
export async function insertWishes(ctx: Ctx, customerId: string, handles: readonly string[]): Promise<void> {
  if (handles.length === 0) return;
  await db().wishlistItem.createMany({
    data: handles.map((handle) => ({ customerId, handle, addedAt: ctx.now() })),
    skipDuplicates: true,
  });
}

/** Takes products off a wish list; those that are not on it are passed over. */
export async function deleteWishes(customerId: string, handles: readonly string[]): Promise<void> {
  await db().wishlistItem.deleteMany({ where: { customerId, handle: { in: [...handles] } } });
}

import { ordersOfCustomer } from '#lib/orders/index.ts';
import { type Ctx, err, ok, type Result } from '#lib/platform/index.ts';
import { reviewsOf } from '#lib/reviews/index.ts';
import {
  countAddresses,
  deleteAddress,
  deleteWishes,
  findAddresses,
  findById,
  findWishlist,
  insertWishes,
  writeAddress,
} from './customers.repository.ts';
import type { CustomerError } from './errors.ts';
import type { CustomerAddressBody } from './schemas.ts';
import type { Account, Customer } from './types.ts';

export const maxAddresses = 20;
export const maxWishes = 200;

/** What the account holds, for its owner. */
export async function getAccount(customer: Customer): Promise<Account> {
  const [addresses, wishlist] = await Promise.all([
    findAddresses(customer.id, maxAddresses),
    findWishlist(customer.id, maxWishes),
  ]);
  return { customer, addresses, wishlist };
}

/** Writes an address (`id` null: a new one); it becomes the first. */
export async function saveAddress(
  ctx: Ctx,
  { customer, id, address }: { customer: Customer; id: string | null; address: CustomerAddressBody },
): Promise<Result<{ id: string }, CustomerError>> {
  if (id === null && (await countAddresses(customer.id)) >= maxAddresses) {
    return err({ kind: 'too_many', limit: maxAddresses });
  }
  const written = await writeAddress(ctx, customer.id, id, address);
  return written === null ? err({ kind: 'not_found' }) : ok({ id: written });
}

/** `not_found` when the customer has no such address. */
export async function removeAddress(
  _ctx: Ctx,
  { customer, id }: { customer: Customer; id: string },
): Promise<Result<void, CustomerError>> {
  return (await deleteAddress(customer.id, id)) ? ok(undefined) : err({ kind: 'not_found' });
}

/** Adds products by handle: one, or what a guest's browser remembered. What is there already stays. */
export async function addWishes(
  ctx: Ctx,
  { customer, handles }: { customer: Customer; handles: readonly string[] },
): Promise<Result<{ wishlist: string[] }, CustomerError>> {
  const known = new Set(await findWishlist(customer.id, maxWishes));
  const added = [...new Set(handles)].filter((handle) => !known.has(handle));
  if (known.size + added.length > maxWishes) return err({ kind: 'too_many', limit: maxWishes });
  await insertWishes(ctx, customer.id, added);
  return ok({ wishlist: await findWishlist(customer.id, maxWishes) });
}

/** Takes these off the wishlist. @returns what is left of it. */
export async function removeWishes(
  _ctx: Ctx,
  { customer, handles }: { customer: Customer; handles: readonly string[] },
): Promise<Result<{ wishlist: string[] }, CustomerError>> {
  await deleteWishes(customer.id, handles);
  return ok({ wishlist: await findWishlist(customer.id, maxWishes) });
}

/** The addresses that mailed links have proved to be the customer's. */
export async function provedEmails(customer: Customer): Promise<string[]> {
  const stored = await findById(customer.id);
  if (!stored) return [];
  return [...stored.formerEmails, ...(stored.confirmed ? [stored.email] : [])];
}

/** The orders of the customer's proved addresses, newest first; none while the present one is not proved. */
export async function customerOrders(customer: Customer) {
  return ordersOfCustomer(await provedEmails(customer));
}

/** All we hold of a customer, for them to take away (GDPR, article 20). */
export async function exportAccount(ctx: Ctx, { customer }: { customer: Customer }) {
  const stored = await findById(customer.id);
  const [account, orders, reviews] = await Promise.all([
    getAccount(customer),
    customerOrders(customer),
    provedEmails(customer).then(reviewsOf),
  ]);
  return {
    exportedAt: ctx.now(),
    account: {
      email: customer.email,
      formerEmails: stored?.formerEmails ?? [],
      name: customer.name,
      createdAt: stored?.createdAt ?? null,
    },
    addresses: account.addresses,
    wishlist: account.wishlist,
    orders,
    reviews,
  };
}

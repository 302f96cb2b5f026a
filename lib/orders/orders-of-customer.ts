import { findOrdersOf } from './orders.repository.ts';
import type { OrderView } from './types.ts';
import { toLoaded } from './views.ts';

/** The address of an order's page stands on its token. */
export type CustomerOrder = OrderView & { accessToken: string };

/** The latest 100 orders of these e-mail addresses, newest first. The caller knows that they are one person's. */
export async function ordersOfCustomer(emails: readonly string[]): Promise<CustomerOrder[]> {
  if (emails.length === 0) return [];
  const rows = await findOrdersOf(emails.slice(0, 20), 100);
  return rows.map((row) => {
    const { view, accessToken } = toLoaded(row);
    return { ...view, accessToken };
  });
}

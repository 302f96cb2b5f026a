import { refundsSince, salesSince } from './figures.repository.ts';
import type { DayFigures } from './types.ts';

/** What was sold and paid back since a moment, by currency in minor units. Cancelled orders are not sales. */
export async function figuresSince(from: Date): Promise<DayFigures> {
  const [sales, refunds] = await Promise.all([salesSince(from), refundsSince(from)]);
  return {
    orders: sales.reduce((sum, { orders }) => sum + orders, 0),
    revenue: sales.map(({ currency, totalMinor }) => ({ currency, totalMinor })),
    refunds,
  };
}

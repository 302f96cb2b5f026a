import { csvLine, decimalAmount } from '#lib/platform/index.ts';
import type { OrderView } from './types.ts';

const columns = [
  'Number',
  'Placed at',
  'Status',
  'Name',
  'E-mail',
  'Country',
  'Items',
  'Shipping',
  'Tax',
  'Total',
  'Currency',
] as const;

/** The first line of a file of orders. The mark before it tells spreadsheets that the file is UTF-8. */
export const orderCsvHead = `\ufeff${csvLine(columns)}`;

/** One order's line: times as ISO 8601 in UTC, amounts in major units with a point. */
export function orderCsvLine(order: OrderView): string {
  const amount = (minor: number) => decimalAmount(minor, order.currency);
  return csvLine([
    String(order.number),
    order.placedAt.toISOString(),
    order.status,
    order.name,
    order.email,
    order.shippingAddress.country,
    amount(order.subtotalMinor),
    amount(order.shippingMinor),
    amount(order.taxMinor),
    amount(order.totalMinor),
    order.currency,
  ]);
}

/** A sentence instead of an order, as the last line of a file that is not whole: no program takes it for a number. */
export function orderCsvNotice(text: string): string {
  return csvLine([text, ...columns.slice(1).map(() => '')]);
}

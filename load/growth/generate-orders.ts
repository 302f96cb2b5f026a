import { db } from '#lib/platform/index.ts';

// Written by the database itself, from MariaDB's sequence tables: ten million rows in minutes, no client in between.

const firstMs = Date.UTC(2025, 0, 1);
const apartMs = 20_000;
// Small enough for one statement to end well within the client's timeout on a busy machine.
const slice = 4_000;

const payment = { gateway: 'stripe', reference: 'pi_bench', amountMinor: 2999, currency: 'EUR' };
const placed = {
  checkoutId: 'bench',
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  shippingAddress: {
    name: 'Ada',
    line1: 'Street 1',
    line2: '',
    city: 'Cork',
    postcode: 'T12',
    country: 'IE',
  },
  shippingMethod: { id: 'standard', title: 'Standard' },
  lines: [{ sku: 'MUG', title: 'Mug', quantity: 2, unitMinor: 1250, totalMinor: 2500 }],
  subtotalMinor: 2500,
  shippingMinor: 499,
  taxMinor: 561,
  totalMinor: 2999,
  currency: 'EUR',
};
const life: readonly [type: string, data: object][] = [
  ['OrderPlaced', placed],
  ['PaymentCaptured', payment],
  ['StockCommitted', { lines: [{ sku: 'MUG', quantity: 2 }] }],
  ['OrderExported', { erpReference: 'ERP-1' }],
  ['ConfirmationSent', { template: 'confirmation', messageId: 'm' }],
  ['FulfilmentStarted', {}],
  ['OrderShipped', { tracking_number: 'T1', carrier: 'DHL' }],
];
export const eventsPerOrder = life.length;

// A UUIDv7 of the order's own millisecond, with its number at the end; the same in SQL and here.
const idOf = (variant: string) => `CONCAT(
  SUBSTR(LPAD(HEX(${firstMs} + seq * ${apartMs}), 12, '0'), 1, 8), '-',
  SUBSTR(LPAD(HEX(${firstMs} + seq * ${apartMs}), 12, '0'), 9, 4), '-7000-${variant}-', LPAD(HEX(seq), 12, '0'))`;
const lower = (id: string) => `LOWER(${id})`;
const timeOf = (version: number) =>
  `'2025-01-01' + INTERVAL (seq * ${apartMs} + ${version * 1_000}) * 1000 MICROSECOND`;

/** The id of the `seq`-th order, from 1, and when its last event was. */
export function generatedOrder(seq: number): { id: string; shippedAt: Date } {
  const at = firstMs + seq * apartMs;
  const hex = at.toString(16).padStart(12, '0');
  const id = `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${seq.toString(16).padStart(12, '0')}`;
  return { id, shippedAt: new Date(at + life.length * 1_000) };
}

async function writeSlice(from: number, to: number): Promise<void> {
  const numbers = `FROM seq_${from}_to_${to}`;
  for (const [index, [type, data]] of life.entries()) {
    const version = index + 1;
    const identity = `, "identity": {"number": ', seq, ', "accessToken": "bench-', seq, '"}}')`;
    const metadata = `CONCAT('{"actor": "bench", "schema": 1${version === 1 ? identity : `}')`}`;
    await db().$executeRawUnsafe(
      `INSERT INTO order_events (order_id, version, event_id, type, data, metadata, recorded_at)
       SELECT ${lower(idOf('8000'))}, ${version}, ${lower(idOf(`9${version}00`))}, '${type}', ?, ${metadata},
              ${timeOf(version)} ${numbers}`,
      JSON.stringify(data),
    );
  }
  // Without a stored state: the first read folds it from the events.
  await db().$executeRawUnsafe(
    `INSERT INTO orders (id, number, access_token, email, name, family_name, status, total_minor, currency,
                         version, state, placed_at, updated_at)
     SELECT ${lower(idOf('8000'))}, seq, CONCAT('bench-', seq), CONCAT('buyer', seq, '@example.com'),
            CONCAT('Ada Lovelace ', seq), CONCAT(seq), IF(seq % 9 = 0, 'delivered', 'shipped'), 2999, 'EUR',
            ${life.length}, '{}', ${timeOf(1)}, ${timeOf(life.length)} ${numbers}`,
  );
}

/**
 * Adds orders of seven events each until there are those from 1 to `count`, in slices of one statement per event type;
 * `had` of them are there. The tables hold no others.
 */
export async function generateOrders(had: number, count: number): Promise<void> {
  if (!Number.isInteger(count) || count < 1 || count > 10_000_000) throw new RangeError(`${count} orders`);
  const began = Date.now();
  let said = began;
  for (let from = had + 1; from <= count; from += slice) {
    await writeSlice(from, Math.min(count, from + slice - 1));
    if (Date.now() - said < 15_000) continue;
    said = Date.now();
    const share = (100 * (from + slice)) / count;
    console.log(`  ${((said - began) / 1_000).toFixed(0)} s: ${Math.min(100, share).toFixed(0)} % written`);
  }
  await db().$queryRawUnsafe('ANALYZE TABLE orders, order_events');
}

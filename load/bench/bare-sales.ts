import { type Connection, createPool } from 'mariadb';
import { consumersOf } from '#lib/orders/index.ts';
import { databaseAddress, env, uuidv7 } from '#lib/platform/index.ts';

const database = 'ballast_bare';
const payTimeoutMs = 10_000;
const tables = ['checkouts', 'payment_attempts', 'orders', 'order_events', 'outbox'] as const;
type Row = Record<string, unknown>;
type Sale = Record<(typeof tables)[number], Row[]>;

function inserted(table: string, rows: readonly Row[]): [string, unknown[]] {
  const columns = Object.keys(rows[0] ?? {});
  const places = `(${columns.map(() => '?').join(', ')})`;
  const text = `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${rows.map(() => places).join(', ')}`;
  return [text, rows.flatMap((row) => columns.map((column) => row[column]))];
}

/** The rows that placing one order wrote, but for what the database gives by itself. */
async function rowsOf(connection: Connection, checkoutId: string): Promise<Sale> {
  const rows = (text: string, value: unknown) => connection.query<Row[]>(text, [value]);
  const checkouts = await rows('SELECT * FROM checkouts WHERE id = ?', checkoutId);
  const orderId = checkouts[0]?.order_id;
  const orders = await rows('SELECT * FROM orders WHERE id = ?', orderId);
  const events = await rows(
    `SELECT * FROM order_events WHERE order_id = ? AND type IN ('OrderPlaced', 'PaymentCaptured')`,
    orderId,
  );
  const [placed] = events;
  if (!placed) throw new Error(`${checkoutId} became no order`);
  return {
    checkouts,
    payment_attempts: await rows('SELECT * FROM payment_attempts WHERE checkout_id = ?', checkoutId),
    orders: orders.map(({ number: _number, ...order }) => order),
    order_events: events,
    outbox: consumersOf('OrderPlaced').map((topic) => ({
      event_id: placed.event_id,
      topic,
      payload: JSON.stringify({ orderId, version: 1, type: 'OrderPlaced' }),
      created_at: placed.recorded_at,
    })),
  };
}

/** The same rows under other ids. */
function another(sale: Sale): Sale {
  const ids = [
    ...[...sale.checkouts, ...sale.payment_attempts].map(({ id }) => String(id)),
    ...sale.checkouts.flatMap(({ cart_content: content }) => (content ? [String(content)] : [])),
    ...sale.orders.flatMap(({ id, access_token: token }) => [String(id), String(token)]),
    ...sale.order_events.map(({ event_id: id }) => String(id)),
  ];
  const fresh = new Map(ids.map((id) => [id, uuidv7()]));
  const known = new RegExp(ids.join('|'), 'g');
  const renamed = (value: unknown) =>
    typeof value === 'string' ? value.replace(known, (id) => fresh.get(id) ?? id) : value;
  const rows = (some: readonly Row[]) =>
    some.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, renamed(value)])));
  return {
    checkouts: rows(sale.checkouts),
    payment_attempts: rows(sale.payment_attempts),
    orders: rows(sale.orders),
    order_events: rows(sale.order_events),
    outbox: rows(sale.outbox),
  };
}

/** The payment as the shop asks for it, by one request without a library. @throws when the gateway does not take it. */
async function pay({ payment_attempts: [attempt], checkouts: [checkout] }: Sale): Promise<void> {
  const response = await fetch(new URL('/v1/payment_intents', env.STRIPE_API_BASE), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${env.STRIPE_SECRET_KEY}`,
      'idempotency-key': String(attempt?.id),
    },
    body: new URLSearchParams({
      amount: String(attempt?.amount_minor),
      currency: String(attempt?.currency).toLowerCase(),
      payment_method: 'pm_card_visa',
      confirm: 'true',
      'metadata[checkout_id]': String(checkout?.id),
    }),
    signal: AbortSignal.timeout(payTimeoutMs),
  });
  const { status } = (await response.json()) as { status?: string };
  if (status !== 'succeeded') throw new Error(`The gateway said ${response.status} ${status}`);
}

/** Two transactions, as `claim` and `record` of the saga; between them the payment, if it is asked for. */
async function write(connection: Connection, sale: Sale, paid: boolean): Promise<void> {
  await connection.beginTransaction();
  await connection.execute(...inserted('checkouts', sale.checkouts));
  await connection.execute(...inserted('payment_attempts', sale.payment_attempts));
  await connection.commit();
  if (paid) await pay(sale);
  await connection.beginTransaction();
  const [checkout] = sale.checkouts;
  const [attempt] = sale.payment_attempts;
  await connection.execute('UPDATE checkouts SET status = ? WHERE id = ?', ['placed', checkout?.id]);
  await connection.execute('UPDATE payment_attempts SET status = ? WHERE id = ?', ['captured', attempt?.id]);
  await connection.execute(...inserted('orders', sale.orders));
  await connection.execute(...inserted('order_events', sale.order_events));
  await connection.execute(...inserted('outbox', sale.outbox));
  await connection.commit();
}

/** Sales of the bare script: how many a second, and CPU ms of this process for each. */
export type BareSales = { perSecond: number; count: number; scriptMs: number };

/**
 * What a script reaches that only writes: the rows of one finished checkout again and again, in the same two durable
 * transactions, into copies of the tables on the same server, over `width` connections. With `paid` it asks the gateway for
 * the money between them.
 */
export async function bareSales(
  checkoutId: string,
  { width, ms, paid = false }: { width: number; ms: number; paid?: boolean },
): Promise<BareSales> {
  const address = databaseAddress(env.DATABASE_URL);
  const pool = createPool({
    ...address,
    connectionLimit: width + 1,
    dateStrings: true,
    autoJsonMap: false,
  });
  const setUp = await pool.getConnection();
  try {
    const from = address.database;
    const sale = await rowsOf(setUp, checkoutId);
    await setUp.query(`DROP DATABASE IF EXISTS ${database}`);
    await setUp.query(`CREATE DATABASE ${database}`);
    for (const table of tables) await setUp.query(`CREATE TABLE ${database}.${table} LIKE ${from}.${table}`);
    let count = 0;
    const own = process.cpuUsage();
    const began = performance.now();
    await Promise.all(
      Array.from({ length: width }, async () => {
        const connection = await pool.getConnection();
        await connection.query(`USE ${database}`);
        try {
          while (performance.now() - began < ms) {
            await write(connection, another(sale), paid);
            count++;
          }
        } finally {
          // What a failure left open would hold up the end for ever.
          await connection.rollback();
          await connection.release();
        }
      }),
    );
    const { user, system } = process.cpuUsage(own);
    const perSecond = (count * 1_000) / (performance.now() - began);
    return { perSecond, count, scriptMs: (user + system) / 1_000 / count };
  } finally {
    await setUp.query(`DROP DATABASE IF EXISTS ${database}`);
    await setUp.release();
    await pool.end();
  }
}

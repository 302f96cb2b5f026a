import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createConnection } from 'mariadb';
import { setStock } from '#lib/inventory/index.ts';
import { databaseAddress, db, env, systemContext } from '#lib/platform/index.ts';
import { nodeState } from '#scripts/cluster/state.ts';
import { stackState } from '#scripts/stack/control.ts';
import { databaseNodes, logDir } from '#scripts/stack/instance.ts';
import { until } from '#scripts/stack/processes.ts';
import { checkWhenSettled, printReport } from '../checker/index.ts';
import { shopperPlan } from './plan.ts';
import { type Bought, shop } from './shopper.ts';
import { pidOf } from './stack.ts';
import { WriteProbe } from './write-probe.ts';

/** What a loss of nodes did. `limitMs` is how long writes may stand still. */
type Row = { what: string; limitMs: number; gapMs: number; back: string; orders: number; kept: boolean };

const goalMs = 5_000;

async function writerName(): Promise<string> {
  const connection = await createConnection({ ...databaseAddress(env.DATABASE_URL), socketTimeout: 5_000 });
  try {
    const [row] = await connection.query<{ name: string }[]>('SELECT @@wsrep_node_name AS name');
    return row?.name ?? '';
  } finally {
    connection.destroy();
  }
}

async function whole(): Promise<boolean> {
  const states = await Promise.all(databaseNodes.map(({ ports }) => nodeState(ports.sql)));
  return states.every((state) => state?.ready && state.size === 3 && state.state === 'Synced');
}

async function signal(name: string, kind: NodeJS.Signals): Promise<void> {
  const pid = pidOf(await stackState(), name);
  if (pid === null) throw new Error(`${name} does not run`);
  process.kill(pid, kind);
}

const logOf = (name: string) => readFileSync(join(logDir, `${name}.log`), 'utf8');

/**
 * `npm run chaos -- cluster`: nodes of the database are killed and frozen while customers pay. @returns 0 when writes went on
 * in time, every node came back, and nothing that was acknowledged is lost.
 */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string', default: '1' },
      shoppers: { type: 'string', default: '8' },
      quiet: { type: 'string', default: '8' },
    },
  });
  const seed = Number(values.seed);
  const quietMs = Number(values.quiet) * 1_000;
  const variants = await db().variant.findMany({ take: 8, orderBy: { sku: 'asc' }, select: { sku: true } });
  const skus = variants.map(({ sku }) => sku);
  for (const sku of skus) await setStock(systemContext('chaos'), { sku, onHand: 1_000_000, reason: 'chaos' });

  const bought: (Bought & { at: number })[] = [];
  let over = false;
  let next = 0;
  const shopper = async () => {
    while (!over)
      bought.push({
        ...(await shop({ shopUrl: env.SHOP_URL }, shopperPlan(seed, next++, skus))),
        at: Date.now(),
      });
  };
  const probe = new WriteProbe();
  await probe.start();
  const shopping = Promise.all(Array.from({ length: Number(values.shoppers) }, shopper));
  await wait(quietMs);

  const rows: Row[] = [];
  async function lose(what: string, limitMs: number, strike: () => Promise<string>): Promise<void> {
    console.log(`  ${what} …`);
    const from = Date.now();
    const back = await strike();
    const in3 = (await until(whole, 120_000, 100))
      ? `${((Date.now() - from) / 1_000).toFixed(1)} s`
      : 'never';
    await wait(quietMs);
    const to = Date.now();
    const gapMs = probe.longestGapMs(from, to);
    const orders = bought.filter(({ at, outcome }) => outcome === 'placed' && at > from && at <= to).length;
    const kept = gapMs <= limitMs && in3 !== 'never' && !back.startsWith('NOT');
    rows.push({ what, limitMs, gapMs, back: `three again after ${in3}${back}`, orders, kept });
  }

  await lose('kill -9 of the writer', goalMs, async () => {
    const writer = await writerName();
    const before = logOf(writer).length;
    await signal(writer, 'SIGKILL');
    await until(async () => !(await whole()), 10_000, 20);
    await until(whole, 120_000, 100);
    const since = logOf(writer).slice(before);
    if (/SST completed on joiner/.test(since)) return 'NOT by IST: a whole copy was sent';
    return /IST received/.test(since) ? ', by IST' : ', it had missed nothing';
  });
  await lose('SIGSTOP of the writer for 10 s', goalMs, async () => {
    const writer = await writerName();
    await signal(writer, 'SIGSTOP');
    await wait(10_000);
    await signal(writer, 'SIGCONT');
    return (await writerName()) === writer ? 'NOT left: it is still the writer' : '';
  });
  await lose('SIGSTOP of another node for 10 s', goalMs, async () => {
    const writer = await writerName();
    const other = databaseNodes.find(({ name }) => name !== writer)?.name ?? '';
    await signal(other, 'SIGSTOP');
    await wait(10_000);
    await signal(other, 'SIGCONT');
    return (await writerName()) === writer ? '' : 'NOT calm: the writer changed';
  });
  await lose('kill -9 of all three', 60_000, async () => {
    await Promise.all(databaseNodes.map(({ name }) => signal(name, 'SIGKILL')));
    return '';
  });

  over = true;
  await shopping;
  const lostRows = await probe.end();
  const placed = bought.flatMap(({ outcome, orderNumber }) =>
    outcome === 'placed' && orderNumber !== null ? [orderNumber] : [],
  );
  const known = await db().order.findMany({ where: { number: { in: placed } }, select: { number: true } });
  const lostOrders = placed.length - known.length;
  const settled = await checkWhenSettled({ told: bought, repeatedMailsAllowed: rows.length * 4 });
  const code = printReport(settled);
  console.log(`
${bought.length} checkouts by ${values.shoppers} shoppers; ${placed.length} orders and ${probe.acknowledged.length} rows of the probe acknowledged

what is lost                        longest time without a write   orders meanwhile
${rows
  .map(
    ({ what, limitMs, gapMs, back, orders, kept }) =>
      `${what.padEnd(36)}${`${(gapMs / 1_000).toFixed(1)} s (at most ${limitMs / 1_000})`.padEnd(31)}${String(orders).padStart(4)}   ${back}   ${kept ? 'holds' : 'DOES NOT HOLD'}`,
  )
  .join('\n')}
acknowledged orders lost             ${lostOrders}
acknowledged rows of the probe lost  ${lostRows.length}`);
  return code === 0 && lostOrders === 0 && lostRows.length === 0 && rows.every(({ kept }) => kept) ? 0 : 1;
}

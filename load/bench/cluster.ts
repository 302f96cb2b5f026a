import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { setStock } from '#lib/inventory/index.ts';
import { db, env, systemContext, uuidv7 } from '#lib/platform/index.ts';
import { stackState } from '#scripts/stack/control.ts';
import { until } from '#scripts/stack/processes.ts';
import { shop } from '../chaos/shopper.ts';
import { pending } from '../checker/index.ts';
import { percentile } from '../percentile.ts';
import { bareSales } from './bare-sales.ts';
import { cpuByService } from './cpu.ts';
import { each } from './reader.ts';

const figuresSchema = z.object({
  /** Orders a second and milliseconds of a shopper's whole way, goods spread over eight articles. */
  perSecond: z.number(),
  p95Ms: z.number(),
  /** The same when everybody buys one article, as in a flash sale. */
  hotPerSecond: z.number(),
  hotP95Ms: z.number(),
  /** Sales a second of a script that only writes, the ceiling of the database. */
  bare: z.number(),
  /** CPU milliseconds an order: of the database with what stands before it, and of everything. */
  databaseMs: z.number(),
  allMs: z.number(),
});
type Figures = z.infer<typeof figuresSchema>;

const database = /^(mariadb|galera-\d|haproxy)$/;
const quiet = () =>
  until(async () => Object.values(await pending()).every((count) => count === 0), 120_000, 200);
const cpuNow = async () => cpuByService((await stackState())?.services ?? []);

async function buy(orders: number, shoppers: number, skus: readonly string[]) {
  const took: number[] = [];
  let sample = '';
  const began = performance.now();
  await each(
    Array.from({ length: orders }, (_, index) => index),
    shoppers,
    async (index) => {
      const checkoutId = uuidv7();
      const plan = {
        skus: [skus[index % skus.length] ?? ''],
        cards: ['4242424242424242'],
        twice: false,
        checkoutId,
      };
      const { outcome, reason, tookMs } = await shop({ shopUrl: env.SHOP_URL }, plan);
      if (outcome !== 'placed') throw new Error(`an order did not come about: ${reason}`);
      took.push(tookMs);
      sample = checkoutId;
    },
  );
  const perSecond = (orders * 1_000) / (performance.now() - began);
  return { perSecond, p95Ms: percentile(took, 0.95), sample };
}

/** One stack's part of `npm run bench -- cluster`; prints its figures as JSON. @returns the exit code. */
export async function runPart(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { orders: { type: 'string', default: '200' }, shoppers: { type: 'string', default: '16' } },
  });
  const [orders, shoppers] = [Number(values.orders), Number(values.shoppers)];
  const variants = await db().variant.findMany({ take: 8, orderBy: { sku: 'asc' }, select: { sku: true } });
  const skus = variants.map(({ sku }) => sku);
  for (const sku of skus) await setStock(systemContext('bench'), { sku, onHand: 1_000_000, reason: 'bench' });
  const { sample } = await buy(shoppers * 3, shoppers, skus);
  await quiet();

  const before = await cpuNow();
  const spread = await buy(orders, shoppers, skus);
  await quiet();
  const after = await cpuNow();
  const hot = await buy(orders, shoppers, skus.slice(0, 1));
  await quiet();
  const used = [...after].map(([name, ms]) => ({ name, ms: (ms - (before.get(name) ?? 0)) / orders }));
  const sum = (some: typeof used) => some.reduce((total, { ms }) => total + ms, 0);
  const figures: Figures = {
    perSecond: spread.perSecond,
    p95Ms: spread.p95Ms,
    hotPerSecond: hot.perSecond,
    hotP95Ms: hot.p95Ms,
    bare: (await bareSales(sample, { width: shoppers, ms: 5_000 })).perSecond,
    databaseMs: sum(used.filter(({ name }) => database.test(name))),
    allMs: sum(used),
  };
  console.log(`figures ${JSON.stringify(figures)}`);
  return 0;
}

function part(name: string, args: string[]): Figures {
  const bench = ['scripts/bench.ts', name, ...args];
  const { stdout, status } = spawnSync(process.execPath, bench, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 900_000,
  });
  const line = /^figures (.*)$/m.exec(stdout)?.[1];
  if (status !== 0 || !line) throw new Error(`${name} ended with ${status}:\n${stdout.slice(-2_000)}`);
  return figuresSchema.parse(JSON.parse(line));
}

/**
 * `npm run bench -- cluster`: what three nodes cost against one server, in turn on one machine, so that what else it does falls
 * on both. @returns the exit code.
 */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { orders: { type: 'string', default: '200' }, rounds: { type: 'string', default: '2' } },
  });
  const orders = ['--orders', values.orders];
  const rounds = Array.from({ length: Number(values.rounds) }, () => ({
    one: part('cluster-one', orders),
    three: part('cluster-three', orders),
  }));
  const median = (side: 'one' | 'three', figure: keyof Figures) =>
    percentile(
      rounds.map((round) => round[side][figure]),
      0.5,
    );
  const line = (what: string, figure: keyof Figures, digits: number) => {
    const [one, three] = [median('one', figure), median('three', figure)];
    return `${what.padEnd(46)}${one.toFixed(digits).padStart(10)}${three.toFixed(digits).padStart(12)}${(three / one).toFixed(2).padStart(10)}`;
  };
  console.log(`
medians of ${rounds.length} rounds of each in turn, ${values.orders} orders by 16 shoppers
${''.padEnd(46)}one server three nodes     ratio
${line('orders a second, eight articles', 'perSecond', 1)}
${line("  p95 of a shopper's whole way, ms", 'p95Ms', 0)}
${line('orders a second, all for one article', 'hotPerSecond', 1)}
${line("  p95 of a shopper's whole way, ms", 'hotP95Ms', 0)}
${line('bare sales a second, the ceiling of the database', 'bare', 0)}
${line('CPU ms an order: database and HAProxy', 'databaseMs', 1)}
${line('CPU ms an order: everything', 'allMs', 1)}`);
  return 0;
}

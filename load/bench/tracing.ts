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
import { bigShop } from './big-shop.ts';
import { cpuByService, cpuMs } from './cpu.ts';
import { each, look } from './reader.ts';
import { residentMb } from './resident.ts';

const shoppers = 8;
const pages = 300;
const memoryEveryMs = 15_000;
/** Of the last third over the one before it. */
const mostGrowth = 1.1;
/** The parts of the stack that tracing runs in; its own process is counted with it, and is not there without. */
const traced = ['web', 'worker', 'mariadb', 'varnish', 'edge', 'edge-tracer'] as const;
/** `web-2` is a replica of `web`. */
const tracedPart = (service: string) => traced.find((name) => service.replace(/-\d+$/, '') === name);

const servicesNow = async () => (await stackState())?.services ?? [];
const quiet = () =>
  until(async () => Object.values(await pending()).every((count) => count === 0), 120_000, 200);

const figuresSchema = z.object({
  /** By part of the stack. */
  checkoutMs: z.record(z.string(), z.number()),
  renderMs: z.number(),
  /** What the web processes held together, in megabytes, every `memoryEveryMs` of the load. */
  heldMb: z.array(z.number()),
});
type Figures = z.infer<typeof figuresSchema>;

async function buy(orders: number, sku: string): Promise<void> {
  await each(Array.from({ length: orders }), shoppers, async () => {
    const plan = { skus: [sku], cards: ['4242424242424242'], twice: false, checkoutId: uuidv7() };
    const { outcome, reason } = await shop({ shopUrl: env.SHOP_URL }, plan);
    if (outcome !== 'placed') throw new Error(`an order did not come about: ${reason}`);
  });
}

async function cpuByPart(): Promise<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const [service, ms] of cpuByService(await servicesNow())) {
    const part = tracedPart(service);
    if (part) sums[part] = (sums[part] ?? 0) + ms;
  }
  return sums;
}

/** What the web processes of this stack hold meanwhile. A process that was replaced would say nothing of its memory. */
async function underLoad(loadSeconds: number, pids: readonly number[], sku: string): Promise<number[]> {
  if (loadSeconds === 0) return [];
  const heldMb: number[] = [];
  const timer = setInterval(() => heldMb.push(residentMb(pids)), memoryEveryMs);
  try {
    for (const end = Date.now() + loadSeconds * 1_000; Date.now() < end; ) await buy(shoppers * 4, sku);
  } finally {
    clearInterval(timer);
  }
  return heldMb;
}

/** CPU an order and a rendered page on this stack, and what its web processes hold in `loadSeconds` of orders. */
async function measure(orders: number, loadSeconds: number): Promise<Figures> {
  const { products } = await bigShop({ products: pages * 2, categories: 20 });
  const [{ sku } = { sku: '' }] = await db().variant.findMany({ take: 1, select: { sku: true } });
  await setStock(systemContext('bench'), { sku, onHand: 1_000_000, reason: 'bench' });
  const webs = (await servicesNow()).filter(({ name }) => name.startsWith('web-'));
  const pids = webs.flatMap(({ pid }) => pid ?? []);
  const render = async (some: typeof products) =>
    each(some, 2, ({ path }) => look(`http://127.0.0.1:${webs[0]?.port}`, path));

  await buy(40, sku);
  await render(products.slice(0, pages));
  await quiet();

  const before = await cpuByPart();
  await buy(orders, sku);
  await quiet();
  const after = await cpuByPart();
  const checkoutMs = Object.fromEntries(
    traced.map((name) => [name, ((after[name] ?? 0) - (before[name] ?? 0)) / orders]),
  );

  const rendering = cpuMs(pids);
  await render(products.slice(pages));
  const renderMs = (cpuMs(pids) - rendering) / pages;

  return { checkoutMs, renderMs, heldMb: await underLoad(loadSeconds, pids, sku) };
}

/** One stack's part of `npm run bench -- tracing`; prints its figures as JSON. @returns the exit code. */
export async function runPart(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { orders: { type: 'string', default: '200' }, seconds: { type: 'string', default: '0' } },
  });
  console.log(`figures ${JSON.stringify(await measure(Number(values.orders), Number(values.seconds)))}`);
  return 0;
}

function part(name: string, args: string[]): Figures {
  const bench = ['scripts/bench.ts', name, ...args];
  const { stdout, status } = spawnSync(process.execPath, bench, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 1_800_000,
  });
  const line = /^figures (.*)$/m.exec(stdout)?.[1];
  if (status !== 0 || !line) throw new Error(`${name} ended with ${status}:\n${stdout.slice(-2_000)}`);
  return figuresSchema.parse(JSON.parse(line));
}

const median = (numbers: number[]) => percentile(numbers, 0.5);
const more = (on: number, off: number) => `${(100 * (on / off - 1)).toFixed(1)} %`;
const total = ({ checkoutMs }: Figures) => Object.values(checkoutMs).reduce((sum, ms) => sum + ms, 0);

type Round = { on: Figures; off: Figures };
/** The median of a figure over the rounds, with tracing and without. */
const both = (rounds: Round[], figure: (figures: Figures) => number) => ({
  on: median(rounds.map(({ on }) => figure(on))),
  off: median(rounds.map(({ off }) => figure(off))),
});

function orderTable(rounds: Round[]): string {
  const rows = [
    ...traced.map((name) => ({ name, ...both(rounds, ({ checkoutMs }) => checkoutMs[name] ?? 0) })),
    { name: 'together', ...both(rounds, total) },
  ];
  const cell = (text: string) => text.padStart(10);
  const lines = rows.map(
    ({ name, on, off }) =>
      name.padEnd(16) + cell(on.toFixed(1)) + cell(off.toFixed(1)) + cell((on - off).toFixed(1)),
  );
  return ['CPU ms an order '.padEnd(16) + cell('traced') + cell('not') + cell('more'), ...lines].join('\n');
}

/**
 * `npm run bench -- tracing`: what tracing costs an order, by part of the stack, and a rendered page, on stacks with and
 * without it in turn, so that what else the machine does falls on both; then the memory of web while nobody takes the
 * traces. `--rounds 0` or `--minutes 0` leave one or the other out.
 * @returns the exit code: 1 when an order costs over a tenth more, or memory goes on growing.
 */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      orders: { type: 'string', default: '200' },
      rounds: { type: 'string', default: '3' },
      minutes: { type: 'string', default: '3' },
    },
  });
  const orders = ['--orders', values.orders];
  const rounds = Array.from({ length: Number(values.rounds) }, () => ({
    off: part('tracing-off', orders),
    on: part('tracing-on', orders),
  }));
  const checkout = both(rounds, total);
  let bounded = true;
  if (rounds.length > 0) {
    const page = both(rounds, ({ renderMs }) => renderMs);
    console.log(`
medians of ${rounds.length} rounds with and without tracing in turn, ${values.orders} orders and ${pages} rendered pages each

${orderTable(rounds)}

an order        ${more(checkout.on, checkout.off)} more (goal 10 %)
a rendered page ${page.on.toFixed(1)} ms CPU of web; ${page.off.toFixed(1)} without: ${more(page.on, page.off)} more
a cached page   none: Varnish answers it, and what it answers is not traced`);
  }
  if (Number(values.minutes) > 0) {
    const seconds = ['--seconds', String(Number(values.minutes) * 60)];
    const dead = part('tracing-dead', [...orders, ...seconds]).heldMb;
    const thirds = (held: number[]) =>
      [1, 2].map((third) => median(held.slice((held.length * third) / 3, (held.length * (third + 1)) / 3)));
    const [middle = 0, last = 0] = thirds(dead);
    bounded = last <= middle * mostGrowth;
    console.log(`
megabytes of the web processes together, every ${memoryEveryMs / 1_000} s of ${values.minutes} minutes of orders
dead endpoint   ${dead.map((mb) => mb.toFixed(0)).join(' ')}
from the second third to the last, dead endpoint: ${more(last, middle)} (at most ${((mostGrowth - 1) * 100).toFixed(0)} %)`);
  }
  const dear = rounds.length > 0 && checkout.on > 1.1 * checkout.off;
  return dear || !bounded ? 1 : 0;
}

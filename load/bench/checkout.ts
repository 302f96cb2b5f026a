import { parseArgs } from 'node:util';
import { setStock } from '#lib/inventory/index.ts';
import { db, env, systemContext, uuidv7 } from '#lib/platform/index.ts';
import { stackState } from '#scripts/stack/control.ts';
import { until } from '#scripts/stack/processes.ts';
import { type Bought, shop } from '../chaos/shopper.ts';
import { misbehave, pidOf } from '../chaos/stack.ts';
import { pending } from '../checker/index.ts';
import { percentile } from '../percentile.ts';
import { bareSales } from './bare-sales.ts';
import { cpuByService } from './cpu.ts';
import { each } from './reader.ts';

const bareMs = 5_000;
const settleMs = 120_000;
/** What the checkout request alone costs is learnt from so many. */
const atTheTill = 240;
/** The gateway's webhooks come when they have been counted. */
const webhooksLateMs = 30_000;

async function stockedSkus(): Promise<string[]> {
  const variants = await db().variant.findMany({ take: 8, orderBy: { sku: 'asc' }, select: { sku: true } });
  for (const { sku } of variants) {
    await setStock(systemContext('bench'), { sku, onHand: 1_000_000, reason: 'bench' });
  }
  return variants.map(({ sku }) => sku);
}

const servicesNow = async () => (await stackState())?.services ?? [];
const quiet = () =>
  until(async () => Object.values(await pending()).every((count) => count === 0), settleMs, 200);

type Cost = { name: string; ms: number };

/** CPU milliseconds an order, by process, the dearest first. */
const perOrder = (
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
  orders: number,
): Cost[] =>
  [...after]
    .map(([name, ms]) => ({ name, ms: (ms - (before.get(name) ?? 0)) / orders }))
    .filter(({ ms }) => ms >= 0.05)
    .sort((a, b) => b.ms - a.ms);
const sumOf = (costs: readonly Cost[]) => costs.reduce((sum, { ms }) => sum + ms, 0);
const ours = (costs: readonly Cost[]) => sumOf(costs.filter(({ name }) => name !== 'sandbox'));
const shown = (costs: readonly Cost[]) =>
  [...costs, { name: 'all', ms: sumOf(costs) }, { name: 'without sandbox', ms: ours(costs) }]
    .map(({ name, ms }) => `  ${name.padEnd(16)} ${ms.toFixed(1).padStart(7)}`)
    .join('\n');

/** Lets those that have come to it pass once it is opened, `width` of them at a time. */
function gate(width: number) {
  const waiting: (() => void)[] = [];
  let room = 0;
  const pass = () => {
    for (; room > 0 && waiting.length > 0; room--) waiting.shift()?.();
  };
  return {
    come: () => new Promise<void>((go) => waiting.push(go)),
    left: () => {
      room++;
      pass();
    },
    open: () => {
      room = width;
      pass();
    },
  };
}

/**
 * `npm run bench -- checkout`: orders a second through the whole HTTP checkout and CPU an order by process, against a
 * script that only writes the same rows to the same database. @returns the exit code.
 */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      orders: { type: 'string', default: '400' },
      shoppers: { type: 'string', default: '24' },
    },
  });
  const orders = Number(values.orders);
  const shoppers = Number(values.shoppers);
  const skus = await stockedSkus();

  const planOf = (index: number) => ({
    ...{ skus: [skus[index % skus.length] ?? ''], cards: ['4242424242424242'], twice: false },
    checkoutId: uuidv7(),
  });
  async function buy(count: number): Promise<Bought[]> {
    const bought: Bought[] = [];
    const places = Array.from({ length: count }, (_, index) => index);
    await each(places, shoppers, async (index) => {
      bought.push(await shop({ shopUrl: env.SHOP_URL }, planOf(index)));
    });
    return bought;
  }

  /**
   * What the checkout request alone costs, by process: carts, quotes and cards are ready, the worker stands still, and the
   * gateway's webhooks come later.
   */
  async function checkoutsAlone(): Promise<{ placed: number; perCheckout: Cost[] }> {
    const till = gate(shoppers);
    const buying: Promise<Bought>[] = [];
    const places = Array.from({ length: atTheTill }, (_, index) => index);
    await each(places, shoppers, (index) => {
      const arrived = Promise.withResolvers<void>();
      const at = {
        shopUrl: env.SHOP_URL,
        atTheTill: () => {
          arrived.resolve();
          return till.come();
        },
        observe: (path: string) => {
          if (path === '/api/checkout') till.left();
        },
      };
      const bought = shop(at, planOf(index));
      buying.push(bought);
      return Promise.race([arrived.promise, bought]);
    });
    await quiet();
    const worker = pidOf(await stackState(), 'worker');
    if (!worker) throw new Error('There is no worker');
    await misbehave({
      at: 'gateway',
      body: { webhooks: 'late', times: 10 * atTheTill, delayMs: webhooksLateMs },
    });
    process.kill(worker, 'SIGSTOP');
    try {
      const before = cpuByService(await servicesNow());
      till.open();
      const bought = await Promise.all(buying);
      const after = cpuByService(await servicesNow());
      const placed = bought.filter(({ outcome }) => outcome === 'placed').length;
      return { placed, perCheckout: perOrder(before, after, placed) };
    } finally {
      process.kill(worker, 'SIGCONT');
      await misbehave({ at: 'gateway', body: { webhooks: 'normal', times: 0 } });
      await quiet();
    }
  }

  const warm = await buy(shoppers * 3);
  const sample = warm.find(({ outcome }) => outcome === 'placed')?.checkoutId;
  if (!sample) throw new Error('No order came of the warming up');
  await quiet();
  const bare = async (paid: boolean) => {
    const cpuBefore = cpuByService(await servicesNow()).get('mariadb') ?? 0;
    const sales = await bareSales(sample, { width: shoppers, ms: bareMs, paid });
    const cpuAfter = cpuByService(await servicesNow()).get('mariadb') ?? 0;
    return { ...sales, databaseMs: (cpuAfter - cpuBefore) / sales.count };
  };
  const bareBefore = await bare(false);

  const before = cpuByService(await servicesNow());
  const own = process.cpuUsage();
  const began = performance.now();
  const bought = await buy(orders);
  const seconds = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(own);
  await quiet();
  const after = cpuByService(await servicesNow());

  const alone = await checkoutsAlone();
  const bareAfter = await bare(false);
  // Last: the gateway tells the shop of payments it knows nothing of.
  const barePaid = await bare(true);
  const placed = bought.filter(({ outcome }) => outcome === 'placed').length;
  const perSecond = placed / seconds;
  const bareRate = (bareBefore.perSecond + bareAfter.perSecond) / 2;
  const databaseMs = (bareBefore.databaseMs + bareAfter.databaseMs) / 2;
  const bareTotal = barePaid.scriptMs + databaseMs;
  const took = bought.map(({ tookMs }) => tookMs);
  const costs = perOrder(before, after, placed);

  console.log(`
${placed} of ${orders} orders by ${shoppers} shoppers (cart, quote, card, checkout: five requests each) in ${seconds.toFixed(1)} s
whole HTTP checkout   ${perSecond.toFixed(1)} orders/s; a shopper's whole way p50 ${percentile(took, 0.5).toFixed(0)} ms, p95 ${percentile(took, 0.95).toFixed(0)} ms
bare script           ${bareRate.toFixed(0)} sales/s of two durable transactions each (${bareBefore.perSecond.toFixed(0)} before, ${bareAfter.perSecond.toFixed(0)} after)
ratio                 ${(perSecond / bareRate).toFixed(3)}

CPU ms an order, until the last effect is done
${shown(costs)}
CPU ms of the checkout request alone (cart, quote and card ready; effects and webhooks later)
${shown(alone.perCheckout)}
bare script, the gateway's call among it: ${bareTotal.toFixed(2)} ms a sale (script ${barePaid.scriptMs.toFixed(2)}, MariaDB ${databaseMs.toFixed(2)}), without the sandbox
the checkout request costs ${(ours(alone.perCheckout) / bareTotal).toFixed(1)} times that, an order with all it takes and causes ${(ours(costs) / bareTotal).toFixed(1)} times
the load generator used ${((user + system) / 1_000 / placed).toFixed(1)} ms an order on the same machine`);
  return placed === orders && alone.placed === atTheTill ? 0 : 1;
}

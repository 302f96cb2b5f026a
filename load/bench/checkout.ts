import { parseArgs } from 'node:util';
import { setStock } from '#lib/inventory/index.ts';
import { db, env, systemContext, uuidv7 } from '#lib/platform/index.ts';
import { stackState } from '#scripts/stack/control.ts';
import { until } from '#scripts/stack/processes.ts';
import { type Bought, shop } from '../chaos/shopper.ts';
import { pending } from '../checker/index.ts';
import { percentile } from '../percentile.ts';
import { bareSales } from './bare-sales.ts';
import { cpuByService } from './cpu.ts';
import { each } from './reader.ts';

const bareMs = 5_000;
const settleMs = 120_000;

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

  async function buy(count: number): Promise<Bought[]> {
    const bought: Bought[] = [];
    const places = Array.from({ length: count }, (_, index) => index);
    await each(places, shoppers, async (index) => {
      const sku = skus[index % skus.length] ?? '';
      const plan = { skus: [sku], cards: ['4242424242424242'], twice: false, checkoutId: uuidv7() };
      bought.push(await shop({ shopUrl: env.SHOP_URL }, plan));
    });
    return bought;
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

  const bareAfter = await bare(false);
  // Last: the gateway tells the shop of payments it knows nothing of.
  const barePaid = await bare(true);
  const placed = bought.filter(({ outcome }) => outcome === 'placed').length;
  const perSecond = placed / seconds;
  const bareRate = (bareBefore.perSecond + bareAfter.perSecond) / 2;
  const databaseMs = (bareBefore.databaseMs + bareAfter.databaseMs) / 2;
  const bareTotal = barePaid.scriptMs + databaseMs;
  const took = bought.map(({ tookMs }) => tookMs);
  const perOrder = [...after]
    .map(([name, ms]) => ({ name, ms: (ms - (before.get(name) ?? 0)) / placed }))
    .filter(({ ms }) => ms >= 0.05)
    .sort((a, b) => b.ms - a.ms);
  const total = perOrder.reduce((sum, { ms }) => sum + ms, 0);
  const sandbox = perOrder.find(({ name }) => name === 'sandbox')?.ms ?? 0;

  console.log(`
${placed} of ${orders} orders by ${shoppers} shoppers (cart, quote, card, checkout: five requests each) in ${seconds.toFixed(1)} s
whole HTTP checkout   ${perSecond.toFixed(1)} orders/s; a shopper's whole way p50 ${percentile(took, 0.5).toFixed(0)} ms, p95 ${percentile(took, 0.95).toFixed(0)} ms
bare script           ${bareRate.toFixed(0)} sales/s of two durable transactions each (${bareBefore.perSecond.toFixed(0)} before, ${bareAfter.perSecond.toFixed(0)} after)
ratio                 ${(perSecond / bareRate).toFixed(3)}

CPU ms an order, until the last effect is done
${perOrder.map(({ name, ms }) => `  ${name.padEnd(16)} ${ms.toFixed(1).padStart(7)}`).join('\n')}
  ${'all'.padEnd(16)} ${total.toFixed(1).padStart(7)}
  ${'without sandbox'.padEnd(16)} ${(total - sandbox).toFixed(1).padStart(7)}
bare script, the gateway's call among it: ${bareTotal.toFixed(2)} ms a sale (script ${barePaid.scriptMs.toFixed(2)}, MariaDB ${databaseMs.toFixed(2)}), without the sandbox; an order costs ${((total - sandbox) / bareTotal).toFixed(1)} times that
the load generator used ${((user + system) / 1_000 / placed).toFixed(1)} ms an order on the same machine`);
  return placed === orders ? 0 : 1;
}

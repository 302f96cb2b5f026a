import { loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { listOrders, orderTimeline, stateAt } from '#lib/orders/index.ts';
import { between, seeded } from '../random.ts';
import { eventsPerOrder, generatedOrder, generateOrders } from './generate-orders.ts';

const budgetMs = 10;

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Runs `work` `times` times, one after the other, and prints the median and the 95th percentile in ms. */
async function measure(
  name: string,
  times: number,
  work: (run: number) => Promise<unknown>,
): Promise<number> {
  const took: number[] = [];
  for (let run = 0; run < times; run++) {
    const began = performance.now();
    if ((await work(run)) === null) throw new Error(`${name}: nothing was found`);
    took.push(performance.now() - began);
  }
  took.sort((a, b) => a - b);
  const p95 = percentile(took, 0.95);
  console.log(
    `  ${name.padEnd(36)} p50 ${percentile(took, 0.5).toFixed(2)} ms  p95 ${p95.toFixed(2)} ms  (${times} runs)`,
  );
  return p95;
}

/** `npm run bench -- orders`. @returns 0 when the state of one order comes within 10 ms at the 95th percentile. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      events: { type: 'string', default: '10000000' },
      runs: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
    },
  });
  const orders = Math.ceil(Number(values.events) / eventsPerOrder);
  const runs = Number(values.runs);
  const random = seeded(Number(values.seed));
  await generateOrders(orders);
  const load = loadavg()[0]?.toFixed(1);
  console.log(`${orders * eventsPerOrder} events of ${orders} orders; the machine's load is ${load}`);
  const any = () => generatedOrder(between(random, 1, orders));
  // The first few compile statements and open connections.
  for (let warm = 0; warm < 50; warm++) await stateAt(any().id, any().shippedAt);
  const p95 = await measure('state of one order at a moment', runs, () => {
    const { id, shippedAt } = any();
    return stateAt(id, shippedAt);
  });
  await measure('timeline of one order', runs, () => orderTimeline(any().id));
  await measure('list, first page', 200, () => listOrders({}));
  await measure('list, one status', 200, () => listOrders({ status: 'shipped', page: 3 }));
  await measure('list, by e-mail', 200, () => listOrders({ q: `buyer${between(random, 1, orders)}@` }));
  await measure('list, by order number', 200, () => listOrders({ q: `#${between(random, 1, orders)}` }));
  console.log(p95 < budgetMs ? `below ${budgetMs} ms` : `ABOVE ${budgetMs} ms`);
  return p95 < budgetMs ? 0 : 1;
}

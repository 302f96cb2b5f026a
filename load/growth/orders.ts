import { parseArgs } from 'node:util';
import { listOrders, orderTimeline, stateAt } from '#lib/orders/index.ts';
import { closeDb } from '#lib/platform/index.ts';
import { between, seeded } from '../random.ts';
import { eventsPerOrder, generatedOrder, generateOrders } from './generate-orders.ts';
import { measure, type Reading, say } from './measure.ts';
import { conclude, type Stage, sizesOf, stageOf } from './verdict.ts';

async function found<T>(work: Promise<T | null>): Promise<T> {
  const result = await work;
  if (result === null) throw new Error('nothing was found');
  return result;
}

/** The state of one order, and the admin's list, in a shop of so many orders. */
async function readingsAt(orders: number, times: number): Promise<Reading[]> {
  const random = seeded(orders);
  const numbers = Array.from({ length: times }, () => between(random, 1, orders));
  const few = numbers.slice(0, Math.ceil(times / 5));
  const state = (number: number) => {
    const { id, shippedAt } = generatedOrder(number);
    return found(stateAt(id, shippedAt));
  };
  // The first compile statements and open connections.
  for (const number of few) await state(number);
  await listOrders({});
  const readings: Reading[] = [];
  const take = async (name: string, some: readonly number[], work: (number: number) => Promise<unknown>) => {
    const reading = await measure(name, some, work);
    readings.push(reading);
    say(reading);
  };
  await take('state of one order at a moment', numbers, state);
  await take('timeline of one order', numbers, (number) => found(orderTimeline(generatedOrder(number).id)));
  await take('list, first page', few, () => listOrders({}));
  await take('list, one status', few, () => listOrders({ status: 'shipped', page: 3 }));
  await take('list, by e-mail', few, (number) => listOrders({ q: `buyer${number}@` }));
  await take('list, by order number', few, (number) => listOrders({ q: `#${number}` }));
  return readings;
}

/** `npm run load -- order-growth`. @returns 0 when nothing grows beyond its limit. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      events: { type: 'string', default: '100000,1000000,10000000' },
      times: { type: 'string', default: '1000' },
      compare: { type: 'string' },
    },
  });
  const sizes = sizesOf(values.events, 7_000);
  const startedAt = new Date().toISOString();
  const stages: Stage[] = [];
  let had = 0;
  for (const size of sizes) {
    console.log(`\n${size.toLocaleString('en')} events`);
    const orders = Math.ceil(size / eventsPerOrder);
    await generateOrders(had, orders);
    had = orders;
    stages.push(stageOf(size, await readingsAt(orders, Number(values.times))));
  }
  const code = conclude({ scenario: 'order-growth', startedAt, unit: 'events' }, stages, values.compare);
  await closeDb();
  return code;
}

import { parseArgs } from 'node:util';
import { setStock } from '#lib/inventory/index.ts';
import { closeRedis, connectedRedis, db, env, systemContext } from '#lib/platform/index.ts';
import { checkWhenSettled, printReport } from '../checker/index.ts';
import { shopperPlan } from './plan.ts';
import { type Bought, shop } from './shopper.ts';

/** Opens when `count` have come, or after `limitMs`: nobody pays before everybody stands at the till. */
function gate(count: number, limitMs: number): () => Promise<void> {
  const open = Promise.withResolvers<void>();
  const timer = setTimeout(() => open.resolve(), limitMs);
  let come = 0;
  return () => {
    if (++come >= count) {
      clearTimeout(timer);
      open.resolve();
    }
    return open.promise;
  };
}

async function objectRedisAnswers(): Promise<boolean> {
  const answers = await (await connectedRedis('object')).ping().then(
    () => true,
    () => false,
  );
  closeRedis();
  return answers;
}

/** What became of the units, from the orders' own events and the stock. */
async function countUnits(sku: string) {
  const [events] = await db().$queryRaw<{ committed: bigint; conflicts: bigint }[]>`
    SELECT SUM(type = 'StockCommitted') AS committed, SUM(type = 'StockConflictDetected') AS conflicts
    FROM order_events`;
  const stock = await db().stockItem.findUnique({ where: { sku } });
  return {
    kept: Number(events?.committed ?? 0),
    compensations: Number(events?.conflicts ?? 0),
    onHand: stock?.onHand ?? Number.NaN,
  };
}

/**
 * `npm run chaos -- flash-sale`: everybody pays at once for the last units of one article.
 * @returns 0 when exactly the units there were are sold, everybody has an answer, and at most one order had to be
 * compensated while reservations work.
 */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      shoppers: { type: 'string', default: '500' },
      units: { type: 'string', default: '50' },
    },
  });
  const [seed, shoppers, units] = [Number(values.seed), Number(values.shoppers), Number(values.units)];
  const reserving = await objectRedisAnswers();
  console.log(
    `seed ${seed}: ${shoppers} shoppers for ${units} units, the object Redis is ${reserving ? 'up' : 'away'}`,
  );
  const variant = await db().variant.findFirstOrThrow({ orderBy: { sku: 'asc' }, select: { sku: true } });
  const { sku } = variant;
  await setStock(systemContext('chaos'), { sku, onHand: units, reason: 'chaos' });
  const before = await countUnits(sku);
  const at = {
    shopUrl: env.SHOP_URL,
    atTheTill: gate(shoppers, 60_000),
  };
  const began = Date.now();
  const bought: Bought[] = await Promise.all(
    Array.from({ length: shoppers }, (_, index) =>
      shop(at, {
        ...shopperPlan(seed, index, [sku]),
        skus: [sku],
        cards: ['4242424242424242'],
        twice: false,
      }),
    ),
  );
  const seconds = ((Date.now() - began) / 1_000).toFixed(1);
  const reasons = Object.entries(Object.groupBy(bought, ({ reason }) => reason));
  console.log(
    `answers within ${seconds} s: ${reasons.map(([reason, some]) => `${some?.length} ${reason}`).join(', ')}`,
  );
  const code = printReport(await checkWhenSettled({ told: bought }));
  const after = await countUnits(sku);
  const kept = after.kept - before.kept;
  const compensations = after.compensations - before.compensations;
  console.log(
    `\n${kept} orders keep their unit of ${units}, ${after.onHand} on hand, ${compensations} charged and refunded`,
  );
  const unanswered = bought.filter(({ outcome }) => outcome === 'unknown').length;
  const right =
    kept === units && after.onHand === 0 && unanswered === 0 && (!reserving || compensations <= 1);
  if (!right) console.error(`NOT AS PROMISED (${unanswered} without an answer)`);
  return right ? code : 1;
}

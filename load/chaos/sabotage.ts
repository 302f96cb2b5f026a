import { setStock } from '#lib/inventory/index.ts';
import { db, env, systemContext, uuidv7 } from '#lib/platform/index.ts';
import { until } from '#scripts/stack/processes.ts';
import { checkWhenSettled, type Finding, pending } from '../checker/index.ts';
import type { Fault } from './plan.ts';
import { type Bought, shop } from './shopper.ts';
import { misbehave } from './stack.ts';

/** One guard of the shop taken away, and the invariant whose breach the checker must then report. */
type Sabotage = {
  about: string;
  breaks: Finding['invariant'];
  /** @returns what customers were told. */
  commit: (sku: string) => Promise<Bought[]>;
};

const good = '4242424242424242';
const sql = (statement: string, ...values: unknown[]) => db().$executeRawUnsafe(statement, ...values);

function buy(sku: string, checkoutId = uuidv7(), how: { leaves?: boolean } = {}): Promise<Bought> {
  return shop({ shopUrl: env.SHOP_URL, ...how }, { skus: [sku], cards: [good], twice: false, checkoutId });
}

/** Runs `work` with a trigger in the database, and takes the trigger away again. */
async function withTrigger<T>(trigger: string, work: () => Promise<T>): Promise<T> {
  await sql(`CREATE TRIGGER sabotage ${trigger}`);
  try {
    return await work();
  } finally {
    await sql('DROP TRIGGER sabotage');
  }
}

async function forgetCheckout(checkoutId: string): Promise<void> {
  await sql('DELETE FROM payment_attempts WHERE checkout_id = ?', checkoutId);
  await sql('DELETE FROM checkouts WHERE id = ?', checkoutId);
}

const atStripe = (body: Omit<Fault['body'], 'gateway'>) =>
  misbehave({ at: 'gateway', body: { gateway: 'stripe', ...body } });

async function isCharged(checkoutId: string): Promise<boolean> {
  const answer = await fetch(`${env.STRIPE_API_BASE}/_sandbox/ledger?checkout_id=${checkoutId}`);
  return ((await answer.json()) as { netMinor: number }).netMinor > 0;
}

const settleMs = 20_000;
const nothingPending = async () => Object.values(await pending()).every((count) => count === 0);

const acts: readonly Sabotage[] = [
  {
    about: 'no unique checkout: its row is gone when the same request comes again',
    breaks: 'I2',
    commit: async (sku) => {
      const first = await buy(sku);
      await forgetCheckout(first.checkoutId);
      return [first, await buy(sku, first.checkoutId)];
    },
  },
  {
    about: 'no attempt row: a capture whose answer was lost is forgotten',
    breaks: 'I1',
    commit: async (sku) => {
      const checkoutId = uuidv7();
      await atStripe({ mode: 'reset_after', webhooks: 'never', times: 3 });
      await buy(sku, checkoutId, { leaves: true });
      await forgetCheckout(checkoutId);
      await atStripe({ mode: 'normal', webhooks: 'normal', times: 0 });
      return [];
    },
  },
  {
    about: 'no watch over abandoned attempts: both gateways keep the money',
    breaks: 'I3',
    commit: (sku) =>
      withTrigger(
        "BEFORE UPDATE ON payment_attempts FOR EACH ROW SET NEW.status = IF(NEW.status = 'abandoned', 'void', NEW.status)",
        async () => {
          const checkoutId = uuidv7();
          await atStripe({ mode: 'reset_after', webhooks: 'never', times: 3 });
          const buying = buy(sku, checkoutId);
          await until(() => isCharged(checkoutId), 20_000, 50);
          await atStripe({ mode: 'down', times: 1_000 });
          const bought = await buying;
          await atStripe({ mode: 'normal', webhooks: 'normal', times: 0 });
          return [bought];
        },
      ),
  },
  {
    // One alone breaks nothing: every effect has a second guard at its receiver.
    about: 'no inbox and no unique fact: an event that comes twice counts twice',
    breaks: 'I4',
    commit: (sku) =>
      withTrigger('BEFORE INSERT ON consumer_inbox FOR EACH ROW SET NEW.event_id = UUID()', async () => {
        await sql('ALTER TABLE analytics_facts DROP PRIMARY KEY, ADD INDEX sabotage (event_id)');
        const bought = await buy(sku);
        await until(nothingPending, settleMs, 100);
        await sql(
          `INSERT INTO outbox (event_id, topic, payload, created_at)
           SELECT e.event_id, 'analytics', JSON_OBJECT('orderId', e.order_id, 'version', e.version, 'type', e.type), NOW(3)
           FROM order_events e JOIN checkouts c ON c.order_id = e.order_id
           WHERE c.id = ? AND e.type = 'OrderPlaced'`,
          bought.checkoutId,
        );
        await until(nothingPending, settleMs, 100);
        return [bought];
      }),
  },
  {
    about: 'no outbox: the order is written and nobody hears of it',
    breaks: 'I5',
    commit: (sku) =>
      withTrigger('BEFORE INSERT ON outbox FOR EACH ROW SET NEW.sent_at = NOW(3)', async () => {
        const bought = await buy(sku);
        await sql('DELETE FROM outbox');
        return [bought];
      }),
  },
  {
    about: 'no stock ledger: units leave without an entry',
    breaks: 'I5',
    commit: async (sku) => {
      await sql('UPDATE stock_items SET on_hand = on_hand - 3 WHERE sku = ?', sku);
      return [];
    },
  },
];

const nameOf = ({ invariant, kind, what, ids }: Finding) =>
  `${invariant} ${kind}: ${what}: ${ids.join(', ')}`;

/**
 * `npm run chaos -- sabotage`: an unbroken sale must leave nothing to report; then one guard after the other is taken
 * away and the checker must report the breach. Leaves the stack broken. @returns 0 only when it did each time.
 */
export async function run(): Promise<number> {
  const [variant] = await db().variant.findMany({ take: 1, orderBy: { sku: 'asc' }, select: { sku: true } });
  const sku = variant?.sku ?? '';
  await setStock(systemContext('chaos'), { sku, onHand: 1_000, reason: 'chaos' });

  const known = new Set<string>();
  const told: Bought[] = [];
  /** What is reported now and was not before. */
  async function news(patienceMs: number): Promise<Finding[]> {
    const { report } = await checkWhenSettled({ told, limitMs: settleMs, patienceMs });
    const fresh = report.findings.filter((finding) => !known.has(nameOf(finding)));
    for (const finding of fresh) known.add(nameOf(finding));
    return fresh;
  }

  await news(0);
  told.push(await buy(sku), await buy(sku));
  const calm = await news(10_000);
  console.log(`${calm.length === 0 ? 'ok    ' : 'WRONG '} nothing broken: ${calm.length} findings`);
  let right = calm.length === 0 && told.every(({ outcome }) => outcome === 'placed');
  for (const { about, breaks, commit } of acts) {
    told.push(...(await commit(sku)));
    const found = await news(2_000);
    const caught = found.filter(({ invariant }) => invariant === breaks);
    right &&= caught.length > 0;
    console.log(`${caught.length > 0 ? 'caught' : 'MISSED'} ${breaks} ${about}`);
    for (const finding of found) console.log(`         ${nameOf(finding)}`);
  }
  return right ? 0 : 1;
}

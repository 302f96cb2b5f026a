import { setStock } from '#lib/inventory/index.ts';
import { db, systemContext } from '#lib/platform/index.ts';
import { saveRule, startRule } from '#lib/promotions/index.ts';
import { bigShop } from '../bench/big-shop.ts';

const ruleOn = 500;
const units = 50;
/** What half of the shop comes for. */
export const wantedShare = 0.5;

export type Sale = {
  wanted: { path: string; sku: string };
  /** Starts the rule; the pages of its products are purged on the way. */
  start: () => Promise<void>;
  /** How many more units were sold than there were; negative when some are left. */
  oversold: () => Promise<number>;
};

/** A shop of 5,000 products with a rule on 500 of them that is about to start, and 50 units of one article. */
export async function prepareSale(): Promise<Sale> {
  const ctx = systemContext('load');
  const { products } = await bigShop();
  const chosen = products.filter((_, index) => index % (products.length / ruleOn) === 0);
  const [first] = chosen;
  const variant = await db().variant.findFirstOrThrow({
    where: { productId: first?.id ?? '' },
    orderBy: { position: 'asc' },
  });
  const saved = await saveRule(ctx, {
    ...{ id: null, expectedVersion: 0, name: 'Flash sale', kind: 'percentage', value: 2_000, priority: 0 },
    ...{ stacking: 'exclusive', display: 'countdown', status: 'draft', startsAt: new Date() },
    endsAt: new Date(Date.now() + 3_600_000),
    ...{ couponCode: null, usageLimit: null, customerLimit: null },
    targets: chosen.map(({ id }) => ({ kind: 'product', value: id })),
  });
  if (!saved.ok) throw new Error(`The rule was refused: ${saved.error.kind}`);
  const { sku } = variant;
  const before = await committed(sku);
  return {
    wanted: { path: first?.path ?? '/', sku },
    async start() {
      await setStock(ctx, { sku, onHand: units, reason: 'flash sale' });
      const started = await startRule(ctx, { id: saved.value.id, expectedVersion: saved.value.version });
      if (!started.ok) throw new Error(`The rule did not start: ${started.error.kind}`);
    },
    oversold: async () => (await committed(sku)) - before - units,
  };
}

/** Units of an article that orders have taken from stock. */
async function committed(sku: string): Promise<number> {
  const [row] = await db().$queryRaw<{ units: unknown }[]>`
    SELECT COALESCE(-SUM(delta), 0) AS units FROM stock_ledger WHERE sku = ${sku} AND reason = 'order'`;
  return Number(row?.units ?? 0);
}

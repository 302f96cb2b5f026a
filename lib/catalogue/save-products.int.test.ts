import { afterAll, expect, test } from 'vitest';
import { commitStock, getStock } from '#lib/inventory/index.ts';
import { closeDb, db, withTransaction } from '#lib/platform/index.ts';
import { ctx, storedProduct } from './catalogue.fixtures.ts';
import { saveProducts } from './index.ts';

afterAll(closeDb);

test.each([
  { given: 'no count', onHand: null },
  { given: 'the count as it was read', onHand: 3 },
])('with $given in a file, what is sold between its plan and its writing stays sold', async ({ onHand }) => {
  const { input, sku } = await storedProduct();
  const file = {
    ...input,
    variants: input.variants
      .slice(0, 1)
      .map((variant) => ({ ...variant, onHand, stockPolicy: 'backorder' as const })),
  };
  // The first question for the time comes with the plan, after all reads.
  const planned = Promise.withResolvers<void>();
  const now = () => {
    planned.resolve();
    return ctx.now();
  };
  const { saving } = await withTransaction(async (tx) => {
    const order = { orderId: ctx.newId(), eventId: ctx.newId(), lines: [{ sku, quantity: 2 }] };
    await commitStock(tx, ctx, order);
    const outcome = saveProducts({ ...ctx, now }, [file]);
    await planned.promise;
    return { saving: outcome };
  });
  expect(await saving).toMatchObject([{ status: 'updated' }]);
  expect((await getStock([sku])).get(sku)).toMatchObject({ onHand: 1, policy: 'backorder' });
  const ledger = await db().stockLedgerEntry.findMany({ where: { sku } });
  expect(ledger.map(({ delta }) => delta)).toEqual([3, -2]);
});

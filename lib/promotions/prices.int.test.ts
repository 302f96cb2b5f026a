import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { closeDb, db, env, uuidv7, withTransaction } from '#lib/platform/index.ts';
import { priorWindowStart } from '#lib/pricing/index.ts';
import { findAsked } from './prices.repository.ts';

type Period = { fromAt: Date; priceMinor: number };

const at = new Date('2031-05-01T12:00:00Z');
const daysBefore = (days: number) => new Date(at.getTime() - days * 86_400_000);
const of = (days: number, priceMinor: number): Period => ({ fromAt: daysBefore(days), priceMinor });
const written: string[] = [];

afterAll(async () => {
  await db().priceHistory.deleteMany({ where: { variantId: { in: written } } });
  await closeDb();
});

/** What the database says of each history, in the order they were given. */
async function ask(histories: readonly (readonly Period[])[]) {
  const variants = histories.map((periods) => ({ variantId: uuidv7(), periods }));
  written.push(...variants.map(({ variantId }) => variantId));
  const data = variants.flatMap(({ variantId, periods }) =>
    periods.map((period) => ({ ...period, variantId })),
  );
  // Another currency's prices are nobody's here.
  const foreign = variants.map(({ variantId }) => ({ ...of(3, 1), currency: 'XTS', variantId }));
  await db().priceHistory.createMany({ data: [...data, ...foreign] });
  const which = { variantIds: variants.map(({ variantId }) => variantId), currency: env.SHOP_CURRENCY };
  const found = await withTransaction((tx) => findAsked(tx, { ...which, since: priorWindowStart(at), at }));
  return variants.map(({ variantId }) => found.get(variantId));
}

test.each<[string, Period[], number | null, number | undefined]>([
  ['nothing was sold before', [], null, undefined],
  ['the one price there was', [of(400, 1_000)], 1_000, 1_000],
  ['a sale within the time counts', [of(400, 1_000), of(20, 700), of(10, 1_000)], 700, 1_000],
  ['one that ended before it does not', [of(400, 600), of(31, 1_000)], 1_000, 1_000],
  ['one that ended inside it does', [of(400, 600), of(29, 1_000)], 600, 1_000],
  ['what begins at that very instant is the reduction itself', [of(40, 1_000), of(0, 500)], 1_000, 500],
  ['one that begins as the time does', [of(60, 100), of(30, 400), of(2, 600)], 400, 600],
  ['the first price begins now', [of(0, 500)], null, 500],
  ['changed twice at once, the later one holds', [of(9, 400), of(9, 450)], 400, 450],
  ['the earlier of two at once before it was never asked', [of(40, 400), of(40, 450)], 450, 450],
  ['more digits are not a higher number', [of(9, 900), of(5, 1_000), of(5, 80)], 80, 80],
])('the lowest price of thirty days: %s', async (_name, periods, lowestMinor, lastMinor) => {
  const [asked] = await ask([periods]);
  expect(asked).toEqual(lastMinor === undefined ? undefined : { lowestMinor, lastMinor });
});

/** The rule again, over the whole history: what began before the time counts if it was still asked as it began. */
function oracle(periods: readonly Period[]) {
  const start = priorWindowStart(at);
  const before = periods.filter(({ fromAt }) => fromAt < at);
  const asked = before.filter((_, index) => {
    const until = before[index + 1]?.fromAt;
    return until === undefined || until > start;
  });
  const lowestMinor = asked.length === 0 ? null : Math.min(...asked.map(({ priceMinor }) => priceMinor));
  const last = periods.at(-1);
  return last && { lowestMinor, lastMinor: last.priceMinor };
}

test('whatever the history', async () => {
  const minutes = fc.integer({ min: 0, max: 60 * 1_440 });
  const history = fc
    .uniqueArray(fc.record({ minute: minutes, priceMinor: fc.integer({ min: 0, max: 3_000 }) }), {
      selector: ({ minute }) => minute,
      maxLength: 40,
    })
    .map((list) =>
      list.sort((a, b) => b.minute - a.minute).map((one) => of(one.minute / 1_440, one.priceMinor)),
    );
  await fc.assert(
    fc.asyncProperty(fc.array(history, { minLength: 1, maxLength: 50 }), async (histories) => {
      expect(await ask(histories)).toEqual(histories.map(oracle));
    }),
    { numRuns: 20 },
  );
});

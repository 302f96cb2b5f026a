import { attemptTotals } from '#lib/checkout/index.ts';
import { figuresSince, lastOrderAt } from '#lib/orders/index.ts';
import { type Ctx, env, formatMoney } from '#lib/platform/index.ts';
import type { MoneyNow } from './money-sentence.ts';

const hourMs = 3_600_000;
const quarterMs = 900_000;

/** What came in during the last hour, from the ledgers; traffic of our own does not count. */
export async function readMoney(ctx: Ctx): Promise<MoneyNow> {
  const now = ctx.now();
  const since = (ms: number) => new Date(now.getTime() - ms);
  const [{ orders, revenue }, last, tried] = await Promise.all([
    figuresSince(since(hourMs)),
    lastOrderAt(),
    attemptTotals({ from: since(quarterMs), to: new Date(now.getTime() + 1_000) }),
  ]);
  const attempts = { taken: 0, refused: 0, failed: 0, open: 0 };
  for (const { traffic, outcome, count } of tried) if (traffic === 'shopper') attempts[outcome] += count;
  return {
    orders,
    revenue:
      revenue.map(({ totalMinor, currency }) => formatMoney(totalMinor, currency)).join(' + ') ||
      formatMoney(0, env.SHOP_CURRENCY),
    lastOrderAt: last,
    attempts,
  };
}

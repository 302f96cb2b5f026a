import { type Ctx, err, logger, ok, type Result } from '#lib/platform/index.ts';
import type { UnitsHeld } from './errors.ts';
import { getStock } from './get-stock.ts';
import { hold, letGo, markTaken } from './reservations.ts';
import { inLockOrder, unknownStock } from './stock.ts';
import type { StockLine, TakenUnits } from './types.ts';

const log = logger('inventory');

/** Longer than a payment with all its retries and the queue's usual delay. */
const holdMs = 5 * 60_000;
/** Longer than any request lasts between reading the stock and holding units of it. */
const takenMs = 10_000;

/**
 * Holds units for a checkout while it pays: atomic, for at most five minutes, the same holder again replaces its own.
 * Only an aid: stock is taken by `commitStock`, which needs no hold. So with Redis away the answer is `held: false`, and
 * two customers may pay for one unit, of whom one gets the money back.
 * Fails when others hold what is left.
 * @throws RangeError for a quantity that is not a positive whole number.
 */
export async function reserveStock(
  _ctx: Ctx,
  { holder, lines }: { holder: string; lines: readonly StockLine[] },
  ttlMs = holdMs,
): Promise<Result<{ held: boolean }, UnitsHeld>> {
  const wanted = inLockOrder(lines);
  const stock = await getStock(wanted.map(({ sku }) => sku));
  const scarce = wanted
    .map((line) => ({ ...line, ...(stock.get(line.sku) ?? unknownStock) }))
    .filter(({ policy }) => policy === 'deny');
  if (scarce.length === 0) return ok({ held: false });
  try {
    const short = await hold(holder, scarce, ttlMs);
    return short.length === 0 ? ok({ held: true }) : err({ kind: 'units_held', lines: short });
  } catch (error) {
    log.warn({ error: error instanceof Error ? error.message : String(error) }, 'no reservation');
    return ok({ held: false });
  }
}

/** The order's units were taken: the hold ends with those who have read the stock before. Best effort. */
export async function confirmReservation(holder: string, taken: readonly TakenUnits[]): Promise<void> {
  if (taken.length > 0) await markTaken(holder, taken, takenMs).catch(() => undefined);
}

/** The checkout came to nothing: its units are free at once. Best effort, a hold ends by itself. */
export async function releaseReservation(holder: string, lines: readonly StockLine[]): Promise<void> {
  await letGo(
    holder,
    lines.map(({ sku }) => sku),
  ).catch(() => undefined);
}

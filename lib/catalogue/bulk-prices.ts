import { recordAudit } from '#lib/audit/index.ts';
import { recordInvalidation, tags } from '#lib/cache/index.ts';
import { type Ctx, decimalsOf, env, withTransaction } from '#lib/platform/index.ts';
import { orderTags, refreshPrices } from '#lib/promotions/index.ts';
import { movedTags, placeByRules } from './apply-category-rules.ts';
import { findPriceRows, type PriceFilter } from './catalogue.repository.ts';
import { lockPrices, writePriceRows } from './catalogue-write.repository.ts';
import { isPrice } from './price.ts';
import { maxPriceRows, readPriceCsv, writePriceCsv } from './price-csv.ts';
import {
  type PlannedPrice,
  type PriceChange,
  type PriceProblem,
  type PriceRow,
  planPrices,
} from './price-plan.ts';
import type { RejectedRow } from './types.ts';

/** Variants written in one transaction. */
const batch = 500;

export type PricePlan = {
  /** Variants the filter or the file names; at most 5,000 are taken at once. */
  found: number;
  planned: PlannedPrice[];
  problems: PriceProblem[];
  rejected: RejectedRow[];
};

/** What a change would do to the prices of all variants a filter finds. Writes nothing. */
export async function planPriceChange(filter: PriceFilter, change: PriceChange): Promise<PricePlan> {
  const rows = await findPriceRows({ filter }, maxPriceRows);
  return { found: rows.length, ...planPrices(rows, change), rejected: [] };
}

/** What a price list would change: rows that cannot be taken are reported by line. Writes nothing. */
export async function planPriceCsv(text: string): Promise<PricePlan> {
  const { rows, rejected } = readPriceCsv(text, decimalsOf(env.SHOP_CURRENCY));
  const stored = await findPriceRows({ skus: rows.map(({ sku }) => sku) }, maxPriceRows);
  const bySku = new Map(stored.map((row) => [row.sku, row]));
  const planned = rows.flatMap(({ line, sku, priceMinor, compareAtMinor }): PlannedPrice[] => {
    const row = bySku.get(sku);
    if (!row) {
      rejected.push({ line, column: 'SKU', reason: `${sku} is not in the catalogue` });
      return [];
    }
    const same = row.priceMinor === priceMinor && row.compareAtMinor === compareAtMinor;
    return same ? [] : [{ ...row, newPriceMinor: priceMinor, newCompareAtMinor: compareAtMinor }];
  });
  rejected.sort((a, b) => a.line - b.line);
  return { found: rows.length, planned, problems: [], rejected };
}

/** The prices of all variants a filter finds, as a price list that can be read back; the audit log says who took it. */
export async function exportPriceCsv(ctx: Ctx, filter: PriceFilter): Promise<string> {
  const rows = await findPriceRows({ filter }, maxPriceRows);
  const { q: text, categoryId: category, vendor, type } = filter;
  await withTransaction((tx) =>
    recordAudit(tx, ctx, {
      action: 'prices.exported',
      subject: 'export:prices',
      before: null,
      after: { variants: rows.length, text, category, vendor, type },
    }),
  );
  return writePriceCsv(rows, decimalsOf(env.SHOP_CURRENCY));
}

export type WantedPrice = {
  sku: string;
  priceMinor: number;
  compareAtMinor: number | null;
  expectedVersion: number;
};

/**
 * Sets many prices, 500 in a transaction, each batch with its audit entries, price history and invalidations. What was
 * changed since it was read is left alone and reported; the rest goes in.
 */
export async function setPrices(
  ctx: Ctx,
  wanted: readonly WantedPrice[],
): Promise<{ changed: number; problems: PriceProblem[] }> {
  const problems: PriceProblem[] = [];
  let changed = 0;
  for (let index = 0; index < wanted.length; index += batch) {
    const done = await setSome(ctx, wanted.slice(index, index + batch));
    changed += done.changed;
    problems.push(...done.problems);
  }
  return { changed, problems };
}

async function setSome(ctx: Ctx, wanted: readonly WantedPrice[]) {
  return withTransaction(async (tx) => {
    const stored = await lockPrices(
      tx,
      wanted.map(({ sku }) => sku),
    );
    const problems: PriceProblem[] = [];
    const writes = wanted.flatMap((want) => {
      const { sku, priceMinor, compareAtMinor } = want;
      const before = stored.get(sku);
      const possible =
        isPrice(priceMinor) &&
        (compareAtMinor === null || (isPrice(compareAtMinor) && compareAtMinor > priceMinor));
      const reason = !before
        ? 'is not in the catalogue'
        : before.version !== want.expectedVersion
          ? 'was changed in the meantime'
          : possible
            ? null
            : 'That price is not possible';
      if (reason) problems.push({ sku, reason });
      return reason || !before ? [] : [{ ...want, before }];
    });
    if (writes.length === 0) return { changed: 0, problems };
    await writePriceRows(tx, ctx, writes);
    const productIds = [...new Set(writes.map(({ before }) => before.productId))];
    const listings = await placeByRules(tx, productIds);
    await refreshPrices(tx, ctx, productIds, ctx.now());
    await recordAudit(
      tx,
      ctx,
      ...writes.map(({ sku, priceMinor, compareAtMinor, before }) => ({
        action: 'variant.price_set',
        subject: `variant:${sku}`,
        before: { priceMinor: before.priceMinor, compareAtMinor: before.compareAtMinor },
        after: { priceMinor, compareAtMinor },
      })),
    );
    const stale = [
      ...productIds.map(tags.product),
      ...(await orderTags(tx, productIds)),
      ...(await movedTags(tx, listings, productIds)),
    ];
    await recordInvalidation(tx, ctx, stale, 'prices changed');
    return { changed: writes.length, problems };
  });
}

export type { PriceChange, PriceFilter, PriceRow };

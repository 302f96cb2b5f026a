import { recordInvalidation, type Tag, tags } from '#lib/cache/index.ts';
import { type Ctx, type Tx, withTransaction } from '#lib/platform/index.ts';
import { orderTags, refreshPrices } from '#lib/promotions/index.ts';
import { indexProducts } from '#lib/search/index.ts';
import { findCategories } from './catalogue.repository.ts';
import {
  findDueRules,
  findMoves,
  findMovesOf,
  holdRules,
  lockRule,
  markApplied,
  writeMoves,
} from './category-rules.repository.ts';
import { withAncestors } from './category-tree.ts';

/** Products that join, and that leave, in one transaction. */
const batch = 200;

/**
 * Puts products that were just written where the rules of categories want them. Called in the transaction of every
 * change of a product, before its prices are written down and it is indexed, which follow from its categories.
 * @returns the categories whose listings changed with it, for the caller's purge.
 */
export async function placeByRules(tx: Tx, productIds: readonly string[]): Promise<string[]> {
  const moves = await findMovesOf(tx, await holdRules(tx), productIds);
  await writeMoves(tx, moves);
  return [...new Set(moves.map(({ categoryId }) => categoryId))];
}

/**
 * Follows a change of price that moved products between categories (`placeByRules` said which): their entries in the
 * index. @returns the tags of the listings they joined or left.
 */
export async function movedTags(
  tx: Tx,
  categoryIds: readonly string[],
  productIds: readonly string[],
): Promise<Tag[]> {
  if (categoryIds.length === 0) return [];
  await indexProducts(tx, productIds);
  const listed = withAncestors(await findCategories(tx), categoryIds);
  return [...listed.map(tags.category), tags.search()];
}

/**
 * Makes a category's members what its rule asks for, 200 each way in a transaction, until they are or `untilMs`
 * (of `performance.now`) has come; the worker goes on then. @returns how many joined and left, and whether all is done.
 */
export async function applyCategoryRule(
  ctx: Ctx,
  categoryId: string,
  untilMs = Number.POSITIVE_INFINITY,
): Promise<{ joined: number; left: number; done: boolean }> {
  const total = { joined: 0, left: 0 };
  for (;;) {
    const step = await withTransaction((tx) => applySome(tx, ctx, categoryId));
    total.joined += step.joined;
    total.left += step.left;
    if (step.done || performance.now() > untilMs) return { ...total, done: step.done };
  }
}

async function applySome(tx: Tx, ctx: Ctx, categoryId: string) {
  const stored = await lockRule(tx, categoryId);
  if (!stored) return { joined: 0, left: 0, done: true };
  const moves = await findMoves(tx, stored, batch);
  const joined = moves.filter(({ joins }) => joins).length;
  const left = moves.length - joined;
  const done = joined < batch && left < batch;
  if (done) await markApplied(tx, ctx, categoryId);
  if (moves.length === 0) return { joined, left, done };
  await writeMoves(tx, moves);
  const ids = moves.map(({ productId }) => productId);
  await refreshPrices(tx, ctx, ids, ctx.now());
  await indexProducts(tx, ids);
  const listed = withAncestors(await findCategories(tx), [categoryId]);
  const stale = [
    ...listed.map(tags.category),
    ...ids.map(tags.product),
    ...(await orderTags(tx, ids)),
    tags.search(),
  ];
  await recordInvalidation(tx, ctx, stale, 'category rule applied');
  return { joined, left, done };
}

/** Goes on with rules whose members do not follow yet, at most 20. @returns how many it finished. */
export async function applyDueRules(ctx: Ctx): Promise<number> {
  const due = await findDueRules(20);
  for (const id of due) await applyCategoryRule(ctx, id);
  return due.length;
}

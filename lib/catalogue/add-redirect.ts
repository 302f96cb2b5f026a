import { recordAudit } from '#lib/audit/index.ts';
import { recordInvalidation, tags } from '#lib/cache/index.ts';
import { type Ctx, err, holdNames, ok, type Result, withTransaction } from '#lib/platform/index.ts';
import { deleteRedirect, findPageAt, insertRedirect, lockRedirects } from './redirect.repository.ts';

/** Why an address was not made to lead to another; nothing was written. */
export type RedirectError =
  /** What the shop itself answers: its checkout, its API. */
  | { kind: 'reserved' }
  /** A page of this title is there, and would never redirect. */
  | { kind: 'has_page'; title: string }
  | { kind: 'loop' }
  /** The target itself leads to `to`. */
  | { kind: 'chain'; to: string }
  /** `from` leads to this address already, and would take two hops. */
  | { kind: 'chain_before'; from: string }
  /** It leads to `to` already. */
  | { kind: 'taken'; to: string }
  /** There is no page at the target. */
  | { kind: 'leads_nowhere' };

const reserved =
  /^\/(admin|api|cart|checkout|account|orders|search|media|art|feeds|sitemaps|og|dev|_next)(\/|$)/;

/** Whether a path is answered by the shop itself, whatever the catalogue has. */
export const isOfTheShopItself = (path: string): boolean => reserved.test(path);

/** A path as it is compared: as text, without market, query and slash at the end. A lone `%` is text, not an error. */
export function redirectPath(text: string): string {
  const path = text.trim().replace(/[?#].*$/s, '');
  const bare = path === '/' ? path : path.replace(/\/+$/, '');
  try {
    return decodeURIComponent(bare);
  } catch {
    return bare;
  }
}

/**
 * Makes an old address lead to a page of the shop (both without market prefix), by 308 in every market, with audit
 * entry and the purge of pages that said "not here". One hop is always enough: what would make two, or a loop, is refused.
 */
export function addRedirect(
  ctx: Ctx,
  asked: { fromPath: string; toPath: string },
): Promise<Result<{ fromPath: string; toPath: string }, RedirectError>> {
  const [fromPath, toPath] = [redirectPath(asked.fromPath), redirectPath(asked.toPath)];
  return withTransaction(async (tx) => {
    // A row that is not there yet cannot be locked: two that begin at one address come one after the other.
    await holdNames(tx, ['redirects']);
    if (fromPath === '/' || isOfTheShopItself(fromPath)) return err({ kind: 'reserved' as const });
    if (fromPath === toPath) return err({ kind: 'loop' as const });
    const near = await lockRedirects(tx, [fromPath, toPath]);
    const beyond = near.find((one) => one.fromPath === toPath);
    if (beyond?.toPath === fromPath) return err({ kind: 'loop' as const });
    if (beyond) return err({ kind: 'chain' as const, to: beyond.toPath });
    const own = near.find((one) => one.fromPath === fromPath);
    if (own) return err({ kind: 'taken' as const, to: own.toPath });
    const before = near.find((one) => one.toPath === fromPath);
    if (before) return err({ kind: 'chain_before' as const, from: before.fromPath });
    const page = await findPageAt(tx, fromPath);
    if (page !== null) return err({ kind: 'has_page' as const, title: page });
    if (toPath !== '/' && !isOfTheShopItself(toPath) && (await findPageAt(tx, toPath)) === null)
      return err({ kind: 'leads_nowhere' as const });
    await insertRedirect(tx, ctx, fromPath, toPath);
    await recordAudit(tx, ctx, {
      action: 'redirect.added',
      subject: `redirect:${fromPath}`.slice(0, 190),
      before: null,
      after: { from: fromPath, to: toPath },
    });
    await recordInvalidation(tx, ctx, [tags.search()], 'redirect added');
    return ok({ fromPath, toPath });
  });
}

/** Takes a redirect away, with audit entry and purge; false when there is none. */
export function removeRedirect(ctx: Ctx, { fromPath }: { fromPath: string }): Promise<boolean> {
  return withTransaction(async (tx) => {
    const own = (await lockRedirects(tx, [fromPath])).find((one) => one.fromPath === fromPath);
    if (!own) return false;
    await deleteRedirect(tx, fromPath);
    await recordAudit(tx, ctx, {
      action: 'redirect.removed',
      subject: `redirect:${fromPath}`.slice(0, 190),
      before: { from: fromPath, to: own.toPath },
      after: null,
    });
    await recordInvalidation(tx, ctx, [tags.search()], 'redirect removed');
    return true;
  });
}

import { db } from '#lib/platform/index.ts';

/** Which of these products, by handle, visitors can see. */
export async function findProductsShown(handles: readonly string[]): Promise<Map<string, boolean>> {
  const rows = await db().product.findMany({
    where: { handle: { in: [...handles] } },
    select: { handle: true, status: true },
  });
  return new Map(rows.map(({ handle, status }) => [handle, status === 'active']));
}

/** Those of these handles that categories have, shown or not. */
export async function findCategoryHandles(handles: readonly string[]): Promise<Set<string>> {
  const rows = await db().category.findMany({
    where: { handle: { in: [...handles] } },
    select: { handle: true },
  });
  return new Set(rows.map(({ handle }) => handle));
}

/** These texts, by key. */
export async function findTexts(
  keys: readonly string[],
): Promise<Map<string, { id: string; published: boolean }>> {
  const rows = await db().cmsBlock.findMany({
    where: { key: { in: [...keys] } },
    select: { key: true, id: true, published: true },
  });
  return new Map(rows.map(({ key, ...text }) => [key, text]));
}

/** Those of these paths that lead to another. */
export async function findRedirecting(paths: readonly string[]): Promise<Set<string>> {
  const rows = await db().redirect.findMany({
    where: { fromPath: { in: [...paths] } },
    select: { fromPath: true },
  });
  return new Set(rows.map(({ fromPath }) => fromPath));
}

import { type Ctx, db, Prisma, type Tx } from '#lib/platform/index.ts';

/** Where an old path leads now, without a look at whether that exists. */
export async function findRedirect(fromPath: string): Promise<string | null> {
  const row = await db().redirect.findUnique({ where: { fromPath }, select: { toPath: true } });
  return row?.toPath ?? null;
}

export type RedirectRow = { fromPath: string; toPath: string; createdAt: Date };

/** The newest redirects from or to a path that has `q` in it. */
export async function findRedirects(
  q: string,
  { skip, take }: { skip: number; take: number },
): Promise<{ redirects: RedirectRow[]; total: number }> {
  const where = q === '' ? {} : { OR: [{ fromPath: { contains: q } }, { toPath: { contains: q } }] };
  const [total, redirects] = await Promise.all([
    db().redirect.count({ where }),
    db().redirect.findMany({ where, orderBy: [{ createdAt: 'desc' }, { fromPath: 'asc' }], skip, take }),
  ]);
  return { redirects, total };
}

/** What leads from or to these paths, held until the transaction ends, and the gaps where more of them would be. */
export function lockRedirects(
  tx: Tx,
  paths: readonly string[],
): Promise<{ fromPath: string; toPath: string }[]> {
  return tx.$queryRaw<{ fromPath: string; toPath: string }[]>`
    SELECT from_path AS fromPath, to_path AS toPath FROM redirects
    WHERE from_path IN (${Prisma.join([...paths])}) OR to_path IN (${Prisma.join([...paths])}) FOR UPDATE`;
}

/** Lets an old path lead elsewhere. @throws when it already does: delete that one first. */
export async function insertRedirect(tx: Tx, ctx: Ctx, fromPath: string, toPath: string): Promise<void> {
  await tx.redirect.create({ data: { fromPath, toPath, createdAt: ctx.now() } });
}

/** The title of the page at a path of the shop, whether it is shown now or not; null for none. */
export async function findPageAt(tx: Tx, path: string): Promise<string | null> {
  const [, kind = '', name = ''] = /^\/(p|c|pages)\/([^/]+)$/.exec(path) ?? [];
  if (kind === 'p') {
    const row = await tx.product.findUnique({
      where: { handle: name },
      select: { handle: true, title: true },
    });
    return row?.handle === name ? row.title : null;
  }
  if (kind === 'c') {
    const row = await tx.category.findUnique({
      where: { handle: name },
      select: { handle: true, title: true },
    });
    return row?.handle === name ? row.title : null;
  }
  if (kind === 'pages') {
    const row = await tx.cmsBlock.findFirst({
      where: { key: name, published: true },
      select: { key: true, title: true },
    });
    return row?.key === name ? row.title : null;
  }
  return null;
}

/** Points an old path, and every path that led to it, at a new one; what is a page again redirects no more. */
export async function writeRedirect(tx: Tx, ctx: Ctx, fromPath: string, toPath: string): Promise<void> {
  await tx.redirect.deleteMany({ where: { fromPath: toPath } });
  await tx.redirect.updateMany({ where: { toPath: fromPath }, data: { toPath } });
  await tx.redirect.upsert({
    where: { fromPath },
    create: { fromPath, toPath, createdAt: ctx.now() },
    update: { toPath },
  });
}

/** Lets a path lead nowhere else; one that does not already is none. */
export async function deleteRedirect(tx: Tx, fromPath: string): Promise<void> {
  await tx.redirect.deleteMany({ where: { fromPath } });
}

/** Takes away what leads to a page that is gone. */
export async function deleteRedirectsTo(tx: Tx, toPath: string): Promise<void> {
  await tx.redirect.deleteMany({ where: { toPath } });
}

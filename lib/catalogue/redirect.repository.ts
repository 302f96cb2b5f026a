import { type Ctx, db, type Tx } from '#lib/platform/index.ts';

export async function findRedirect(fromPath: string): Promise<string | null> {
  const row = await db().redirect.findUnique({ where: { fromPath }, select: { toPath: true } });
  return row?.toPath ?? null;
}

export function findRedirects(take: number) {
  return db().redirect.findMany({ orderBy: { createdAt: 'desc' }, take });
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

export async function deleteRedirect(tx: Tx, fromPath: string): Promise<void> {
  await tx.redirect.deleteMany({ where: { fromPath } });
}

/** Takes away what leads to a page that is gone. */
export async function deleteRedirectsTo(tx: Tx, toPath: string): Promise<void> {
  await tx.redirect.deleteMany({ where: { toPath } });
}

import { db, type Tx } from '#lib/platform/index.ts';
import type { CmsBlock } from './types.ts';

export type StaffCmsBlock = CmsBlock & {
  draftTitle: string | null;
  draftHtml: string | null;
  /** A text that never was is a draft on no page. */
  published: boolean;
  version: number;
  updatedAt: Date | null;
  updatedBy: string;
};

/** A text as staff edit it, with its draft, by its key. */
export function findStaffBlock(key: string, client: Tx = db()): Promise<StaffCmsBlock | null> {
  return client.cmsBlock.findUnique({ where: { key } });
}

/** How many texts there are, drafts included: their number has a bound. */
export function countBlocks(tx: Tx): Promise<number> {
  return tx.cmsBlock.count();
}

/** Keys of published blocks, in order. */
export async function findPublishedKeys(take: number): Promise<string[]> {
  const blocks = await db().cmsBlock.findMany({
    where: { published: true },
    select: { key: true },
    orderBy: { key: 'asc' },
    take,
  });
  return blocks.map(({ key }) => key);
}

/** The first `take` texts by key, with drafts. */
export function findStaffBlocks(take: number): Promise<StaffCmsBlock[]> {
  return db().cmsBlock.findMany({ orderBy: { key: 'asc' }, take });
}

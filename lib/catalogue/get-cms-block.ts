import { findCmsBlock } from './catalogue.repository.ts';
import type { CmsBlock } from './types.ts';

/** A block of edited text (safe HTML) by its key; null when there is none. */
export async function getCmsBlock(key: string): Promise<CmsBlock | null> {
  const block = await findCmsBlock(key);
  return block?.key === key ? block : null;
}

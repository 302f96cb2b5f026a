import { remembered, tags } from '#lib/cache/index.ts';
import { readTexts, textIn } from '#lib/translations/index.ts';
import { findCmsBlock } from './catalogue.repository.ts';
import type { CmsBlock, View } from './types.ts';

/** A block of edited text (safe HTML) by its key, in a language; null when there is none. */
export async function getCmsBlock(key: string, { locale }: View = {}): Promise<CmsBlock | null> {
  return remembered(`cms:${locale ?? ''}:${key}`, [tags.cms(key)], async () => {
    const block = await findCmsBlock(key);
    if (block?.key !== key) return null;
    const texts = await readTexts('cms', [block.id], locale);
    return textIn(block, texts.get(block.id));
  });
}

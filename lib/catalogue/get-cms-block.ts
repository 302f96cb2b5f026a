import { remembered, tags } from '#lib/cache/index.ts';
import { baseLocale } from '#lib/translations/index.ts';
import { findShownBlocks } from './shown.repository.ts';
import type { CmsBlock, View } from './types.ts';

/** What the shop's own pages show; they are read together, since nearly every page shows one of them. */
const standing: readonly string[] = ['footer-about', 'home-hero', 'home-story', 'returns', 'shipping-info'];

/** Blocks of edited text (safe HTML) by their keys, in a language, in the order of the keys; those there are. */
export async function getCmsBlocks(
  keys: readonly string[],
  { locale = baseLocale }: View = {},
): Promise<CmsBlock[]> {
  if (keys.length === 0) return [];
  const asked = keys.every((key) => standing.includes(key)) ? standing : keys;
  const blocks = await remembered(`cms:${locale}:${asked.join()}`, asked.map(tags.cms), () =>
    findShownBlocks(asked, locale),
  );
  // The database compares text loosely.
  return keys.flatMap((key) => blocks.find((block) => block.key === key) ?? []);
}

/** One of them; null when there is none. */
export async function getCmsBlock(key: string, view: View = {}): Promise<CmsBlock | null> {
  return (await getCmsBlocks([key], view))[0] ?? null;
}

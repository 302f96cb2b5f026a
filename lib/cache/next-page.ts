import { unstable_cache } from 'next/cache';
import type { Tag } from './tags.ts';

/** Next drops tags above 128 in one call without a word. */
const tagsPerCall = 100;

/**
 * Says what the page being rendered shows. Call it beside the reads, before `notFound()` too. Next collects the tags
 * on the page's cache entry; `unstable_cache` only carries them, and the handler stores nothing for it.
 */
export async function dependsOn(...tags: Tag[]): Promise<void> {
  const unique = [...new Set(tags)];
  for (let index = 0; index < unique.length; index += tagsPerCall) {
    await unstable_cache(async () => 0, ['tags'], { tags: unique.slice(index, index + tagsPerCall) })();
  }
}

import { mostBlocks } from './add-cms-block.ts';
import { findPublishedKeys } from './cms.repository.ts';

/** What is shown on the home page only. */
const partsOfHome: readonly string[] = ['home-hero', 'home-story'];

/** The keys of published texts that have a page (`/pages/KEY`), in order, at most 200. */
export async function listWrittenPages(): Promise<string[]> {
  const keys = await findPublishedKeys(mostBlocks);
  return keys.filter((key) => !partsOfHome.includes(key));
}

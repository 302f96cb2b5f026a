import { readTexts, textIn } from '#lib/translations/index.ts';
import { FRONT_PAGE, findCategories, findCmsBlocks } from './catalogue.repository.ts';
import { firstCards } from './listing.ts';
import type { Home, View } from './types.ts';

/**
 * What the home page shows: eight featured products (the collection `frontpage`, else the newest),
 * eight new ones, and the CMS blocks whose key starts with `home-`, by key. Prices in minor units.
 */
export async function getHome({ at = new Date(), locale, currency }: View = {}): Promise<Home> {
  const [categories, blocks, newest] = await Promise.all([
    findCategories(),
    findCmsBlocks('home-'),
    firstCards({ currency }, { sort: 'newest', take: 8, at, locale }),
  ]);
  const frontPage = categories.find((row) => row.handle === FRONT_PAGE);
  const featured = frontPage
    ? await firstCards({ categoryIds: [frontPage.id], currency }, { sort: 'featured', take: 8, at, locale })
    : newest;
  const texts = await readTexts(
    'cms',
    blocks.map(({ id }) => id),
    locale,
  );
  return {
    featured,
    newest,
    blocks: Object.fromEntries(blocks.map((block) => [block.key, textIn(block, texts.get(block.id))])),
  };
}

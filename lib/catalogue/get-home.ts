import { readTexts, textIn } from '#lib/translations/index.ts';
import { FRONT_PAGE, findCmsBlocks } from './catalogue.repository.ts';
import { cardsOf, firstIds } from './listing.ts';
import { readCategories } from './localise.ts';
import type { Home, View } from './types.ts';

/**
 * What the home page shows: eight featured products (the collection `frontpage`, else the newest),
 * eight new ones, and the CMS blocks whose key starts with `home-`, by key. Prices in minor units.
 */
export async function getHome({ at = new Date(), locale, currency }: View = {}): Promise<Home> {
  const [categories, blocks] = await Promise.all([readCategories(), findCmsBlocks('home-')]);
  const frontPage = categories.find((row) => row.handle === FRONT_PAGE);
  const [newest, chosen] = await Promise.all([
    firstIds(null, 8, { locale, currency }),
    frontPage ? firstIds(frontPage.id, 8, { locale, currency }) : null,
  ]);
  const featured = chosen ?? newest;
  const both = await cardsOf([...new Set([...featured, ...newest])], { at, locale, currency });
  const cards = new Map(both.map((card) => [card.id, card]));
  const shown = (ids: readonly string[]) => ids.flatMap((id) => cards.get(id) ?? []);
  const texts = await readTexts(
    'cms',
    blocks.map(({ id }) => id),
    locale,
  );
  return {
    featured: shown(featured),
    newest: shown(newest),
    blocks: Object.fromEntries(blocks.map((block) => [block.key, textIn(block, texts.get(block.id))])),
  };
}

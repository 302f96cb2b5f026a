import { FRONT_PAGE } from './catalogue.repository.ts';
import { treeOf } from './category-tree.ts';
import { getCmsBlocks } from './get-cms-block.ts';
import { cardsOf, type FirstOf, firstIds } from './listing.ts';
import { readCategories } from './localise.ts';
import type { Home, View } from './types.ts';

const cards = 8;
const shelves = 6;
const onShelf = 3;

/**
 * What the home page shows: eight featured products (the collection `frontpage`, else the newest), eight new ones, the
 * first three of each of the first six categories, and its CMS blocks by key. Prices in minor units.
 */
export async function getHome({ at = new Date(), ...view }: View = {}): Promise<Home> {
  const [rows, blocks] = await Promise.all([
    readCategories(view.locale),
    getCmsBlocks(['home-hero', 'home-story'], view),
  ]);
  const frontPage = rows.find((row) => row.handle === FRONT_PAGE);
  const shown = treeOf(rows.filter(({ handle }) => handle !== FRONT_PAGE)).slice(0, shelves);
  const lists: FirstOf[] = [
    { categoryId: null, take: cards },
    ...(frontPage ? [{ categoryId: frontPage.id, take: cards }] : []),
    ...shown.map(({ id }) => ({ categoryId: id, take: onShelf })),
  ];
  const found = await firstIds(lists, { ...view, tree: rows });
  const all = await cardsOf([...new Set(found.flat())], { at, ...view });
  const byId = new Map(all.map((card) => [card.id, card]));
  const cardsIn = (ids: readonly string[] = []) => ids.flatMap((id) => byId.get(id) ?? []);
  const newest = cardsIn(found[0]);
  const featured = frontPage ? cardsIn(found[1]) : newest;
  const first = frontPage ? 2 : 1;
  return {
    featured,
    newest,
    shelves: shown.map((category, index) => ({ ...category, products: cardsIn(found[first + index]) })),
    blocks: Object.fromEntries(blocks.map((block) => [block.key, block])),
  };
}

import { type Tag, tags } from '#lib/cache/index.ts';
import type { CategoryPage } from '#lib/catalogue/index.ts';
import { priceTags } from '#lib/promotions/index.ts';

type Shown = Pick<CategoryPage, 'id' | 'page'> & {
  children: readonly Pick<CategoryPage, 'id'>[];
  ancestors: readonly Pick<CategoryPage, 'id'>[];
  products: readonly Pick<CategoryPage['products'][number], 'id' | 'pricedBy'>[];
};

/** Whether a category has no such page: past the last one there is nothing. */
export const isPastEnd = ({ products, page }: Pick<Shown, 'products' | 'page'>): boolean =>
  products.length === 0 && page > 1;

/** What a page of a category depends on; one past its end too, since stock and prices may fill it again. */
export function categoryTags(category: Shown): Tag[] {
  const { id, children, ancestors, products } = category;
  return [
    tags.category(id),
    tags.categoryText(id),
    ...[...children, ...ancestors].map((other) => tags.category(other.id)),
    ...products.map((product) => tags.product(product.id)),
    ...priceTags(...products.map(({ pricedBy }) => pricedBy)),
    // The range of prices is among the filters, whatever the order.
    tags.pricesIn(id),
    ...(isPastEnd(category) ? [tags.search(), tags.navigation()] : []),
  ];
}

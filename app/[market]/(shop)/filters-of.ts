import type { Choice } from '#components/shop/listing-address.ts';
import type { CategoryNode, ListingFilters } from '#lib/catalogue/index.ts';
import { decimalsOf } from '#lib/platform/index.ts';

const flat = (nodes: readonly CategoryNode[]): CategoryNode[] =>
  nodes.flatMap((node) => [node, ...flat(node.children)]);

/** What an address narrows a listing by, as the catalogue takes it. A category that is not there narrows to nothing. */
export function filtersOf(
  choices: readonly Choice[],
  tree: readonly CategoryNode[],
  currency: string,
): ListingFilters {
  const valuesOf = (wanted: string) => choices.filter(([name]) => name === wanted).map(([, value]) => value);
  const minor = (wanted: string) =>
    valuesOf(wanted).map((value) => Math.round(Number(value) * 10 ** decimalsOf(currency)))[0];
  const attributes = [...new Set(choices.map(([name]) => name))].filter((name) => name.startsWith('is.'));
  const [vendors, types, categories] = ['vendor', 'kind', 'category'].map(valuesOf);
  const [minPrice, maxPrice] = [minor('min'), minor('max')];
  return {
    attributes: Object.fromEntries(attributes.map((name) => [name.slice(3), valuesOf(name)])),
    vendors: vendors ?? [],
    types: types ?? [],
    categoryIds: (categories ?? []).map(
      (handle) => flat(tree).find((node) => node.handle === handle)?.id ?? handle,
    ),
    ...(minPrice === undefined ? {} : { minPrice }),
    ...(maxPrice === undefined ? {} : { maxPrice }),
    inStock: valuesOf('stock').length > 0,
  };
}

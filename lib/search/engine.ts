export type SearchSort = 'relevance' | 'newest' | 'name' | 'price-asc' | 'price-desc';

/** What a visitor narrows a listing by: values of one name are alternatives, names add up. Prices in minor units. */
export type SearchFilters = {
  attributes?: Readonly<Record<string, readonly string[]>>;
  vendors?: readonly string[];
  types?: readonly string[];
  categoryIds?: readonly string[];
  minPrice?: number;
  maxPrice?: number;
  inStock?: boolean;
};

export type SearchQuery = {
  /** What was typed; every product when left out. */
  text?: string;
  /** The category whose listing it is, with all below it. */
  categoryId?: string;
  /** `categoryId` and all below it: where hand-made orders are kept. */
  listedIn?: readonly string[];
  filters?: SearchFilters;
  sort: SearchSort;
  page: number;
  pageSize: number;
  locale: string;
  currency: string;
};

export type FacetKind = 'attribute' | 'vendor' | 'type' | 'category';
/** A value with how many products of the listing have it, its own facet's choice left out. */
export type FacetValue = { value: string; count: number };
export type Facet = { kind: FacetKind; name: string; values: FacetValue[] };

export type SearchHits = {
  ids: string[];
  total: number;
  facets: Facet[];
  /** Of all products that fit everything but the price; null for none. */
  priceRange: { min: number; max: number } | null;
  inStock: number;
  /** Every product that these counts are about; null when that is not said. */
  among: readonly string[] | null;
  /** There are, or may be, more than were counted: the best of them were. */
  more: boolean;
  /** What was looked for instead, when nothing was found for the words as typed. */
  corrected: string | null;
  /** Whether not every word had to match. */
  relaxed: boolean;
};

export type Suggestions = { words: string[]; products: { id: string; title: string }[] };

/** What pages need of a search engine. Any text is safe; lists are bounded. */
export interface SearchEngine {
  query(query: SearchQuery): Promise<SearchHits>;
  /** The ids alone of one page of each of these, which have no text: one statement for all. */
  pages(queries: readonly SearchQuery[]): Promise<string[][]>;
  /** For what was typed so far; at most `limit` of each. */
  suggest(typed: string, options: { locale: string; limit: number }): Promise<Suggestions>;
}

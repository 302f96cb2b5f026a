export type {
  Facet,
  FacetKind,
  FacetValue,
  SearchEngine,
  SearchFilters,
  SearchHits,
  SearchQuery,
  SearchSort,
  Suggestions,
} from './engine.ts';
export {
  documentOf,
  ensureIndex,
  indexCategories,
  indexProducts,
  rebuildIndex,
  syncAvailability,
  syncOffers,
} from './index-products.ts';
export { expectTitled, mariadbEngine as searchEngine, rarestFirst } from './mariadb-engine.ts';
export { mendCounts } from './mend-counts.ts';
export { mendPlaces } from './mend-places.ts';
export { stockTags } from './stock-tags.ts';
export { syncPlaces } from './sync-places.ts';
export {
  listSynonyms,
  maxSynonymGroups,
  type SynonymGroup,
  type SynonymsError,
  setSynonyms,
} from './synonyms.ts';

export { addCmsBlock } from './add-cms-block.ts';
export { addRedirect, type RedirectError, removeRedirect } from './add-redirect.ts';
export { applyDueRules } from './apply-category-rules.ts';
export {
  type AssignError,
  type CategoryMember,
  getCategoryForStaff,
  setCategoryProducts,
} from './assign-category.ts';
export { type BulkEdit, bulkEditProducts, maxBulk } from './bulk-edit-products.ts';
export {
  exportPriceCsv,
  type PriceChange,
  type PriceFilter,
  type PricePlan,
  planPriceChange,
  planPriceCsv,
  setPrices,
  type WantedPrice,
} from './bulk-prices.ts';
export { lastChangedHandles, type StaffCategory } from './catalogue.repository.ts';
export {
  type CategoryCondition,
  type CategoryRule,
  categoryRuleSchema,
} from './category-rule.ts';
export { checkLinks, type LinkTrouble } from './check-links.ts';
export type { StaffCmsBlock } from './cms.repository.ts';
export { deleteCategory } from './delete-category.ts';
export { createCategory, editCategory } from './edit-category.ts';
export {
  type CmsError,
  discardCmsDraft,
  getCmsBlockForStaff,
  listCmsBlocks,
  publishCmsBlock,
  saveCmsDraft,
} from './edit-cms-block.ts';
export type {
  CategoryError,
  RefusedVariant,
  SaveOutcome,
  SetCurrencyPricesError,
  SetVariantPriceError,
} from './errors.ts';
export { getCards } from './get-cards.ts';
export { getCategory } from './get-category.ts';
export { getCmsBlock, getCmsBlocks } from './get-cms-block.ts';
export { getHome } from './get-home.ts';
export { getProduct, getProductPreview, getProducts } from './get-product.ts';
export { getProductForStaff } from './get-product-for-staff.ts';
export { getRedirect, listRedirects, type Redirect } from './get-redirect.ts';
export { getRelated } from './get-related.ts';
export { getVariantsBySku } from './get-variants-by-sku.ts';
export { handlePattern } from './handle.ts';
export { listAttributes, listTags, listVendors } from './list-attributes.ts';
export { listCategories } from './list-categories.ts';
export { listProducts } from './list-products.ts';
export { countPublished, listPublished } from './list-published.ts';
export {
  type CountedCategoryRow,
  countStaffCategories,
  listStaffCategories,
  type StaffCategoryRow,
} from './list-staff-categories.ts';
export {
  type LowStock,
  listLowStock,
  listStaffProducts,
  type StaffProductFilter,
  type StaffProductPage,
} from './list-staff-products.ts';
export { listWrittenPages } from './list-written-pages.ts';
export { readWords } from './localise.ts';
export { mendTags } from './mend-tags.ts';
export { moveCategory } from './move-category.ts';
export { isPrice } from './price.ts';
export { type ProductDocument, productDocumentSchema } from './product-document.ts';
export { getFirstSkus, getProductIdsBySku } from './products-by-sku.ts';
export { addRatings } from './rating.ts';
export { receiveImage } from './receive-image.ts';
export { safeHtml } from './safe-html.ts';
export { saveCategory } from './save-category.ts';
export { saveCmsBlock } from './save-cms-block.ts';
export { type SaveProductError, saveProduct } from './save-product.ts';
export { type SaveOptions, saveProducts } from './save-products.ts';
export { searchProducts } from './search-products.ts';
export { previewCategoryRule, setCategoryRule } from './set-category-rule.ts';
export {
  type CurrencyPrice,
  getCurrencyPrices,
  maxCurrencyPrices,
  refuseCurrencyPrices,
  setCurrencyPrices,
} from './set-currency-prices.ts';
export {
  getTranslations,
  type SetTranslationsError,
  type SetTranslationsInput,
  setTranslations,
} from './set-translations.ts';
export { setVariantPrice } from './set-variant-price.ts';
export { categoryPath, derivedSku, foldKey, slugify } from './slug.ts';
export { type SearchSuggestions, suggestProducts } from './suggest.ts';
export type {
  Attribute,
  CategoryLink,
  CategoryNode,
  CategoryPage,
  CmsBlock,
  Home,
  Image,
  ImageInput,
  ImageStatus,
  ListingFacets,
  ListingFilters,
  ListingInput,
  ProductCard,
  ProductInput,
  ProductListing,
  ProductPage,
  ProductTextField,
  ProductVariant,
  Rating,
  RejectedRow,
  Sale,
  SearchListing,
  SellableVariant,
  Sort,
  StaffProduct,
  StaffProductDetail,
  StaffProductList,
  StaffVariant,
  VariantInput,
  View,
} from './types.ts';

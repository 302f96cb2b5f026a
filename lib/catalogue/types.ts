import type { StockPolicy } from '#lib/inventory/index.ts';
import type { AppliedRule } from '#lib/pricing/index.ts';
import type { PricedBy } from '#lib/promotions/index.ts';
import type { FacetValue, SearchFilters } from '#lib/search/index.ts';
import type { translatedFields } from '#lib/translations/index.ts';

/** Prices are minor units of the shop's currency and include tax. */

export type Image = { src: string; alt: string; width: number; height: number };

/** `pending`: its file is still to be fetched or made; `failed`: it could not be had. Pages show `ready` ones only. */
export type ImageStatus = 'ready' | 'pending' | 'failed';

/** A fact customers filter by: `{ name: 'Material', value: 'Oak' }`. A name may come with several values. */
export type Attribute = { name: string; value: string };

/** Where and when a page is read: a market has what is needed. */
export type View = {
  /** The instant prices hold for; now when left out. */
  at?: Date | undefined;
  /** The language of the texts; the shop's own when left out, and where a translation is missing. */
  locale?: string | undefined;
  /** Whose prices; the shop's own when left out. What has no price in it is not there. */
  currency?: string | undefined;
};

/** Stars, from 1 to 5, and how many people gave them. */
export type Rating = { average: number; count: number };

export type CategoryLink = { id: string; handle: string; title: string };
export type Sort = 'featured' | 'newest' | 'name' | 'price-asc' | 'price-desc';
export type ListingFilters = SearchFilters;
export type ListingInput = { page?: number; sort?: Sort; filters?: ListingFilters };

/**
 * What a listing can be narrowed by, with how many products each choice has; a name's own choice is left out of its
 * counts, so that a second value can be added. Prices in minor units. `value` goes into filters, `label` is shown.
 */
export type ListingFacets = {
  attributes: { name: string; label: string; values: { value: string; label: string; count: number }[] }[];
  vendors: (FacetValue & { label: string })[];
  types: (FacetValue & { label: string })[];
  categories: (CategoryLink & { count: number })[];
  priceRange: { min: number; max: number } | null;
  inStock: number;
};

export type ProductVariant = {
  id: string;
  sku: string;
  /** Option values joined by ` / `; empty when the product has no options. */
  title: string;
  /** One value per option name of the product, in that order. */
  optionValues: string[];
  /** What it costs now, by the price rules that hold. */
  priceMinor: number;
  /** The earlier, higher price; null when there is none to show. */
  compareAtMinor: number | null;
  /** The lowest price of the 30 days before this one, when it is reduced; null when it was not sold before. */
  lowestMinor: number | null;
  sale: Sale | null;
  inStock: boolean;
  /** GTIN, or empty. */
  barcode: string;
  weightGrams: number | null;
  /** Which of the product's images shows it; null for none in particular. */
  imageIndex: number | null;
};

/** The price rules behind a price, as customers see them. */
export type Sale = { name: string; endsAt: Date | null; countdown: boolean };

export type ProductPage = {
  id: string;
  handle: string;
  title: string;
  descriptionHtml: string;
  vendor: string;
  productType: string;
  optionNames: string[];
  seoTitle: string;
  seoDescription: string;
  tags: string[];
  taxClass: string;
  publishedAt: Date | null;
  updatedAt: Date;
  attributes: Attribute[];
  images: Image[];
  variants: ProductVariant[];
  categories: CategoryLink[];
  /** Hand-picked related products of any status, in order: any of them may come onto the page. */
  pickedIds: string[];
  /** What it has prices in, the shop's own currency first. */
  currencies: string[];
  /** From the root of the tree to the product's first category. */
  breadcrumbs: CategoryLink[];
  /** Of the reviews that are shown; null while there is none. */
  rating: Rating | null;
  pricedBy: PricedBy;
};

export type ProductCard = {
  id: string;
  handle: string;
  title: string;
  vendor: string;
  image: Image | null;
  /** The cheapest variant's price, and the compare-at price of that variant. */
  fromMinor: number;
  compareAtMinor: number | null;
  /** Whether the variants differ in price: `from €12`. */
  priceVaries: boolean;
  sale: Sale | null;
  inStock: boolean;
  rating: Rating | null;
  pricedBy: PricedBy;
};

export type ProductListing = {
  products: ProductCard[];
  page: number;
  pages: number;
  total: number;
  /** There may be more than were counted: `total` and the counts of facets are of the best. */
  more: boolean;
  facets: ListingFacets;
};

export type SearchListing = ProductListing & {
  /** What was looked for instead, when nothing was found for the words as typed: `did you mean`. */
  corrected: string | null;
  /** Whether products with only some of the words are shown, since none has all. */
  relaxed: boolean;
  /** Every product that the counts are about; null when that is not said. */
  among: readonly string[] | null;
};

export type CategoryPage = ProductListing & {
  id: string;
  handle: string;
  title: string;
  description: string;
  seoTitle: string;
  seoDescription: string;
  sort: Sort;
  children: CategoryLink[];
  /** From the root of the tree down to the parent. */
  ancestors: CategoryLink[];
};

export type CategoryNode = CategoryLink & { children: CategoryNode[] };

export type CmsBlock = { id: string; key: string; title: string; bodyHtml: string };

export type Home = {
  featured: ProductCard[];
  newest: ProductCard[];
  /** The top of the category tree, each with the first of what is in it. */
  shelves: (CategoryNode & { products: ProductCard[] })[];
  blocks: Record<string, CmsBlock>;
};

/** What a cart or checkout needs to know of one SKU. */
export type SellableVariant = {
  sku: string;
  productId: string;
  handle: string;
  productTitle: string;
  variantTitle: string;
  image: { src: string; alt: string } | null;
  /** What one costs now, by the price rules that hold, and without any. */
  priceMinor: number;
  listMinor: number;
  /** The price rules behind the price. */
  applied: AppliedRule[];
  /** Units that can be bought now; without end where units are owed or not counted. */
  onHand: number;
  active: boolean;
  /** Whether it is active and has a price in the asked currency. */
  sold: boolean;
  taxClass: string;
  weightGrams: number | null;
};

export type StaffVariant = {
  sku: string;
  title: string;
  priceMinor: number;
  compareAtMinor: number | null;
  /** Below zero: units owed on backorder. */
  onHand: number;
  barcode: string;
  costMinor: number | null;
  weightGrams: number | null;
  optionValues: string[];
  stockPolicy: StockPolicy;
  /** The variant's version, for `setVariantPrice`. */
  version: number;
  /** The stock's version, for `setStock`. */
  stockVersion: number;
};

export type StaffProduct = {
  id: string;
  handle: string;
  title: string;
  status: string;
  image: Image | null;
  variants: StaffVariant[];
};

export type StaffProductList = { products: StaffProduct[]; page: number; pages: number; total: number };

export type StaffProductDetail = StaffProduct & {
  vendor: string;
  productType: string;
  descriptionHtml: string;
  seoTitle: string;
  seoDescription: string;
  tags: string[];
  taxClass: string;
  publishedAt: Date | null;
  optionNames: string[];
  attributes: Attribute[];
  images: (Image & { id: string; status: ImageStatus; sourceUrl: string })[];
  /** Hand-picked related products, in order. */
  related: { id: string; handle: string; title: string }[];
  version: number;
  createdAt: Date;
  updatedAt: Date;
  categories: CategoryLink[];
};

/** A product as it should be after `saveProducts`; variants and categories not named here stay. */
export type ProductInput = {
  handle: string;
  title: string;
  descriptionHtml: string;
  vendor: string;
  productType: string;
  status: 'active' | 'draft' | 'archived';
  optionNames: string[];
  /** `null` leaves the images as they are. */
  images: ImageInput[] | null;
  variants: VariantInput[];
  /** Paths of titles from the root: `[['Galley', 'Mugs']]`; missing categories are made. */
  categoryPaths: string[][];
  /** Order within its categories; lower comes first. */
  position?: number;
  /** What is left out here and below stays as it is; a new product has none of it. */
  seoTitle?: string;
  seoDescription?: string;
  tags?: string[];
  taxClass?: string;
  attributes?: Attribute[];
  /** When it first went on sale; now, for a product that becomes active without one. */
  publishedAt?: Date;
  createdAt?: Date;
  /** By language, then by field. */
  translations?: Record<string, Partial<Record<ProductTextField, string>>>;
};

export type ProductTextField = (typeof translatedFields)['product'][number];

/** An image as a file names it. `src` is what pages show; `sourceUrl` is where its file is to be had, when it is not ours yet. */
export type ImageInput = Image & { sourceUrl?: string; status?: ImageStatus };

export type VariantInput = {
  sku: string;
  optionValues: string[];
  priceMinor: number;
  compareAtMinor: number | null;
  /** `null` leaves the stock as it is. */
  onHand: number | null;
  stockPolicy?: StockPolicy;
  /** What is left out stays as it is. */
  barcode?: string;
  costMinor?: number | null;
  weightGrams?: number | null;
  /** `src` of the product's image that shows it. */
  imageSrc?: string | null;
};

export type RejectedRow = { line: number; column: string; reason: string };

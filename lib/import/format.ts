import type { ProductInput } from '#lib/catalogue/index.ts';
import type { Problem, Row } from './problems.ts';

/** A price of its own for a currency, and where it stands in the file. A compare-at price that is not said stays. */
export type OtherPrice = {
  sku: string;
  currency: string;
  priceMinor: number;
  compareAtMinor?: number | null;
  line: number;
  column: string;
};

/** What a format makes of the rows of one product. */
export type ReadProduct = {
  /** Null when the product itself cannot go in. */
  product: ProductInput | null;
  problems: Problem[];
  /** The line of the file of each variant of the product, in their order. */
  lines: number[];
  otherPrices: OtherPrice[];
  /** For formats without handles of their own: what to use when another product of the file has this handle. */
  otherHandle?: string;
};

export type ReadContext = {
  /** The shop's currency. */
  currency: string;
  /** The file's folder, for images that are named by a path. */
  folder: string;
};

/** Rows of one product, in the order of the file. */
export type Group = { key: string; rows: Row[] };

/** A kind of table: how it is recognised, how its rows belong together, and what they mean. */
export type TableFormat = {
  name: string;
  title: string;
  /** Whether a header is of this format. */
  recognises: (columns: ReadonlySet<string>) => boolean;
  /** Every column it reads; others are named in the report as ignored. */
  columns: readonly string[];
  isKnown?: (column: string) => boolean;
  /**
   * The key of the product a row belongs to: empty for the product of the row above, null for none at all (a problem).
   */
  keyOf: (row: Row) => string | null;
  /** The column a missing key is reported for. */
  keyColumn: string;
  /** Another key the rows of its product may use. */
  alias?: (row: Row) => string | null;
  /** `together`: a product's rows follow each other. `anywhere`: they may not, and wait for each other. */
  rows: 'together' | 'anywhere';
  read: (group: Group, context: ReadContext) => ReadProduct;
};

export const nothing = (problems: Problem[]): ReadProduct => ({
  product: null,
  problems,
  lines: [],
  otherPrices: [],
});

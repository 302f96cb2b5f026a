import type { StaffCategory } from './catalogue.repository.ts';

export type SetVariantPriceError = { kind: 'not_found' | 'version_conflict' | 'invalid_price' };

/** Nothing was written. */
export type SetCurrencyPricesError =
  | { kind: 'not_another_currency' }
  | { kind: 'too_many'; limit: number }
  | { kind: 'invalid_price' | 'unknown_sku'; sku: string };

/**
 * A variant left out because its SKU or its options belong to another, or because the product's other variant `by`
 * would keep a different number of options; `by` names that one.
 */
export type RefusedVariant = {
  sku: string;
  reason: 'sku_taken' | 'options_taken' | 'options_changed';
  by: string;
};

/** `rejected`: nothing was written, because no variant is left or the handle is another product's. */
export type SaveOutcome = {
  status: 'created' | 'updated' | 'unchanged' | 'rejected';
  refused: RefusedVariant[];
};

/** Why a change of the category tree was not made; nothing was written. */
export type CategoryError =
  | { kind: 'not_found' }
  | { kind: 'version_conflict'; current: StaffCategory }
  /** Another category has this address. */
  | { kind: 'handle_taken'; title: string }
  /** Where it was to go is not there any more: the tree was changed meanwhile. */
  | { kind: 'tree_changed' }
  | { kind: 'into_itself' }
  | { kind: 'too_deep'; limit: number }
  | { kind: 'too_many'; limit: number }
  /** The front page's collection has its own place. */
  | { kind: 'fixed' }
  /** Price rules (these names) are for its products. */
  | { kind: 'priced_by'; rules: string[] };

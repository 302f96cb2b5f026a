import { type MendPosition, mendStep } from '#lib/platform/index.ts';
import { checkMarks } from './inventory.repository.ts';
import { markProducts } from './mark-products.ts';

/**
 * Looks at the marks (`products.stock_marks`) of the next products by id and writes those that are wrong: a process of the
 * release before writes stock and knows no marks. Reads the stock of these products only.
 * @returns the id to go on after, empty after the last product; and how many were wrong.
 */
export const mendMarks = (position: MendPosition): Promise<{ next: string; mended: number }> =>
  mendStep('stock-marks', position, checkMarks, markProducts);

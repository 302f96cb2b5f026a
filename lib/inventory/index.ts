export { commitStock } from './commit-stock.ts';
export type { OutOfStock, SetStockError } from './errors.ts';
export { getStock } from './get-stock.ts';
export { releaseStock } from './release-stock.ts';
export { setStock, setStockIn } from './set-stock.ts';
export type { SetStockInput, Stock, StockLine, StockMovement } from './types.ts';

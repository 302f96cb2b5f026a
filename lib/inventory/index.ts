export { commitStock } from './commit-stock.ts';
export type { OutOfStock, SetStockError, UnitsHeld } from './errors.ts';
export { getStock } from './get-stock.ts';
export { countSoldOut } from './inventory.repository.ts';
export { markProducts } from './mark-products.ts';
export { mendMarks } from './mend-marks.ts';
export { releaseStock } from './release-stock.ts';
export { confirmReservation, releaseReservation, reserveStock } from './reserve-stock.ts';
export { setStock, setStockIn } from './set-stock.ts';
export { type StockCount, setStocksIn } from './set-stocks.ts';
export { lowStock, sellableUnits, stockMarks } from './stock.ts';
export {
  type SetStockInput,
  type Stock,
  type StockLine,
  type StockMovement,
  type StockPolicy,
  stockPolicies,
  type TakenUnits,
} from './types.ts';
export { verifyStock } from './verify-stock.ts';

export { addToCart, clearCart, removeLine, setQuantity } from './change-cart.ts';
export { removeCoupon, setCoupon } from './coupon.ts';
export type { CartError } from './errors.ts';
export { moveToCart, removeSaved, saveForLater } from './save-for-later.ts';
export { cartIdSchema, couponSchema, lineSchema, maxQuantity, removeSchema } from './schemas.ts';
export type { CartLine, CartView, MayFill, SavedLine } from './types.ts';
export { countLines, emptyCart, viewCart } from './view-cart.ts';

/** What knows the cart: loaded when a page has nothing else to do, or by the first press on "Add to cart". */
export { CartCount } from './cart-count.tsx';
export { addToCart } from './cart-store.ts';

import { cartIdSchema } from '#lib/cart/index.ts';
import { env } from '#lib/platform/index.ts';
import { cookie } from '../request.ts';

/** Of the cookie that holds the cart's id. */
export const cartCookieName = 'ballast_cart';
const keepSeconds = 30 * 86_400;

/** The cart's id as the visitor's cookie says, or null when there is none or it is no id. */
export function cartIdOf(request: Request): string | null {
  return cartIdSchema.safeParse(cookie(request, cartCookieName)).data ?? null;
}

/** The header that hands a new cart's id to the browser; scripts cannot read it. */
export function cartCookie(cartId: string): Record<string, string> {
  const secure = env.SHOP_URL.startsWith('https:') ? '; Secure' : '';
  return {
    'set-cookie': `${cartCookieName}=${cartId}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${keepSeconds}${secure}`,
  };
}

import type { MayFill } from '#lib/cart/index.ts';
import { type Market, pathIn } from '#lib/markets/index.ts';
import { type Ctx, env, problem } from '#lib/platform/index.ts';
import { mayFill } from '#lib/waiting/index.ts';
import { cookie } from '../request.ts';

const name = 'ballast_line';
const keepSeconds = 3 * 86_400;

/** The visitor's place in line, as his cookie has it. */
export const lineCookieOf = (request: Request): string | null => cookie(request, name);

/** The header's value that keeps a place; strictly necessary, and says nothing of who has it. */
export function lineCookie(place: string): string {
  const secure = env.SHOP_URL.startsWith('https:') ? '; Secure' : '';
  return `${name}=${place}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${keepSeconds}${secure}`;
}

/** Whether it is the turn of whoever sends a request, for what puts articles into carts. */
export const turnOf =
  (ctx: Ctx, request: Request): MayFill =>
  (sku) =>
    mayFill(ctx, { cookie: lineCookieOf(request), sku });

/** Refuses to fill a cart out of turn, and says where the line is. */
export function outOfTurn(market: Market): Response {
  return problem(
    409,
    'waiting_room',
    'There is a line for this article',
    'Take a place; it is served in the order of coming.',
    { line: pathIn(market, '/cart/waiting') },
  );
}

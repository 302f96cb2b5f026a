import { z } from 'zod';
import { getCheckout } from '#lib/checkout/index.ts';
import { problem, systemContext } from '#lib/platform/index.ts';
import { cartIdOf } from '../../cart/cart-cookie.ts';
import { failureWords } from '../../refusal-words.ts';
import { answer, withOutages } from '../../request.ts';

export const dynamic = 'force-dynamic';

const ctx = systemContext('customer');

const redirectResult = z.string().min(1).max(4_000);

/**
 * Where a checkout stands: what a browser asks that lost its answer or comes back from the bank, then with what the
 * gateway gave it on the way. The way to the order only to the browser whose cart it was.
 */
export const GET = withOutages(
  async (request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> => {
    const id = z.uuid().safeParse((await params).id);
    const given = redirectResult.safeParse(new URL(request.url).searchParams.get('redirectResult'));
    const asked = { cartId: cartIdOf(request), redirectResult: given.data ?? null };
    const found = id.success ? await getCheckout(ctx, id.data.toLowerCase(), asked) : null;
    return found
      ? answer(found.status === 'failed' ? { ...found, message: failureWords(request, found) } : found)
      : problem(404, 'unknown_checkout', 'There is no such checkout; nothing was charged');
  },
);

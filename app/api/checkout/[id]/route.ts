import { z } from 'zod';
import { getCheckout } from '#lib/checkout/index.ts';
import { problem, systemContext } from '#lib/platform/index.ts';
import { answer, withOutages } from '../../request.ts';

export const dynamic = 'force-dynamic';

const ctx = systemContext('customer');

/** Where a checkout stands: what a browser asks that lost its answer or comes back from the bank. */
export const GET = withOutages(
  async (_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> => {
    const id = z.uuid().safeParse((await params).id);
    const found = id.success ? await getCheckout(ctx, id.data.toLowerCase()) : null;
    return found
      ? answer(found)
      : problem(404, 'unknown_checkout', 'There is no such checkout; nothing was charged');
  },
);

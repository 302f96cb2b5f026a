import { addWishes, handlesSchema, removeWishes } from '#lib/customers/index.ts';
import { systemContext } from '#lib/platform/index.ts';
import { forCustomer, show } from '../answers.ts';

export const dynamic = 'force-dynamic';

const ctx = systemContext('customer');

/** Adds products: one, or those a guest's browser remembered. */
export const POST = forCustomer(handlesSchema, async ({ customer, body }) =>
  show(await addWishes(ctx, { customer, handles: body.handles })),
);

export const DELETE = forCustomer(handlesSchema, async ({ customer, body }) =>
  show(await removeWishes(ctx, { customer, handles: body.handles })),
);

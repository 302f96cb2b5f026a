import { register, registerSchema } from '#lib/customers/index.ts';
import { systemContext } from '#lib/platform/index.ts';
import { forAnybody, show } from '../answers.ts';

export const dynamic = 'force-dynamic';

const ctx = systemContext('customer');

export const POST = forAnybody(registerSchema, async ({ body, address }) =>
  show(await register(ctx, { ...body, address })),
);

import { exportAccount } from '#lib/customers/index.ts';
import { systemContext } from '#lib/platform/index.ts';
import { answer } from '../../request.ts';
import { forCustomer } from '../answers.ts';

export const dynamic = 'force-dynamic';

const ctx = systemContext('customer');

/** All we hold of the customer, as a file. */
export const GET = forCustomer(null, async ({ customer }) =>
  answer(await exportAccount(ctx, { customer }), 200, {
    'content-disposition': 'attachment; filename="my-data.json"',
  }),
);

import { customerAddressSchema, saveAddress } from '#lib/customers/index.ts';
import { systemContext } from '#lib/platform/index.ts';
import { forCustomer, show } from '../answers.ts';

export const dynamic = 'force-dynamic';

const ctx = systemContext('customer');

export const POST = forCustomer(customerAddressSchema, async ({ customer, body }) =>
  show(await saveAddress(ctx, { customer, id: null, address: body })),
);

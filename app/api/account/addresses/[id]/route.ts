import { customerAddressSchema, removeAddress, saveAddress } from '#lib/customers/index.ts';
import { systemContext } from '#lib/platform/index.ts';
import { forCustomer, show } from '../../answers.ts';

export const dynamic = 'force-dynamic';

const ctx = systemContext('customer');

export const PUT = forCustomer(customerAddressSchema, async ({ customer, body, params }) =>
  show(await saveAddress(ctx, { customer, id: params.id ?? '', address: body })),
);

export const DELETE = forCustomer(null, async ({ customer, params }) =>
  show(await removeAddress(ctx, { customer, id: params.id ?? '' })),
);

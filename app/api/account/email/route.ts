import {
  confirmEmailChange,
  emailChangeSchema,
  linkSchema,
  requestEmailChange,
} from '#lib/customers/index.ts';
import { systemContext } from '#lib/platform/index.ts';
import { forCustomer, show } from '../answers.ts';

export const dynamic = 'force-dynamic';

const ctx = systemContext('customer');

/** Mails a link to the new address. */
export const POST = forCustomer(emailChangeSchema, async ({ customer, body, address }) =>
  show(await requestEmailChange(ctx, { customer, ...body, address })),
);

/** Takes the new address over by its mailed link, for the customer who asked. */
export const PUT = forCustomer(linkSchema, async ({ customer, body }) =>
  show(await confirmEmailChange(ctx, { customer, ...body })),
);

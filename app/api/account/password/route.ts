import {
  changePassword,
  linkRequestSchema,
  passwordChangeSchema,
  requestLink,
  resetPassword,
  resetSchema,
} from '#lib/customers/index.ts';
import { systemContext } from '#lib/platform/index.ts';
import { forAnybody, forCustomer, sessionToken, show } from '../answers.ts';

export const dynamic = 'force-dynamic';

const ctx = systemContext('customer');

/** Mails a link to set a new password by. */
export const POST = forAnybody(linkRequestSchema, async ({ body, address }) =>
  show(await requestLink(ctx, { kind: 'reset', ...body, address })),
);

/** Sets a new password by a mailed link. */
export const PUT = forAnybody(resetSchema, async ({ request, body }) =>
  show(await resetPassword(ctx, { ...body, session: sessionToken(request) })),
);

/** Changes the password of whoever is signed in. */
export const PATCH = forCustomer(passwordChangeSchema, async ({ customer, body, address }) =>
  show(await changePassword(ctx, { customer, ...body, address })),
);

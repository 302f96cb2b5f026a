import { linkRequestSchema, linkSchema, redeemLink, requestLink } from '#lib/customers/index.ts';
import { systemContext } from '#lib/platform/index.ts';
import { forAnybody, sessionToken, show } from '../answers.ts';

export const dynamic = 'force-dynamic';

const ctx = systemContext('customer');

/** Mails a link that signs in. */
export const POST = forAnybody(linkRequestSchema, async ({ body, address }) =>
  show(await requestLink(ctx, { kind: 'sign_in', ...body, address })),
);

/** Signs in by a mailed link. A button sends it, so that a mail program that looks at links does not use it up. */
export const PUT = forAnybody(linkSchema, async ({ request, body }) =>
  show(await redeemLink(ctx, { ...body, session: sessionToken(request) })),
);

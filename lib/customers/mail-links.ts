import { queueMail } from '#lib/mail/index.ts';
import { type Market, marketOf, pathIn } from '#lib/markets/index.ts';
import { type Ctx, env, type Tx } from '#lib/platform/index.ts';
import { createLink, type LinkPurpose, linkMinutes } from './session-store.ts';

const pages = {
  sign_in: '/account/link',
  reset: '/account/reset',
  change_email: '/account/confirm-email',
} as const;
const templates = { sign_in: 'sign_in_link', reset: 'password_reset', change_email: 'email_change' } as const;

const addressOf = (market: Market, path: string) => `${env.SHOP_URL}${pathIn(market, path)}`;

/**
 * Queues the mail with a link that works once; one for a new address names the account it is for. The token stands behind `#`, so that no log and no referrer has it.
 * @throws CustomerSessionsAway
 */
export async function mailLink(
  tx: Tx,
  ctx: Ctx,
  {
    purpose,
    market: code,
    email,
    name,
    accountEmail,
  }: { purpose: LinkPurpose; market: string; email: string; name: string; accountEmail?: string },
): Promise<void> {
  const market = marketOf(code);
  const token = await createLink(purpose);
  const url = `${addressOf(market, pages[purpose.kind])}#${token}`;
  const link = { url, validMinutes: linkMinutes[purpose.kind] };
  const envelope = {
    locale: market.locale,
    to: { address: email, name },
    key: `customer-link:${ctx.newId()}`,
  };
  if (purpose.kind === 'change_email') {
    await queueMail(tx, ctx, {
      ...envelope,
      template: templates.change_email,
      props: { ...link, newEmail: email, accountEmail },
    });
  } else {
    await queueMail(tx, ctx, { ...envelope, template: templates[purpose.kind], props: link });
  }
}

/** Queues the welcome; its button leads to the account. */
export async function mailWelcome(
  tx: Tx,
  ctx: Ctx,
  { id, email, name, market: code }: { id: string; email: string; name: string; market: string },
): Promise<void> {
  const market = marketOf(code);
  await queueMail(tx, ctx, {
    template: 'welcome',
    props: { name, accountUrl: addressOf(market, '/account') },
    locale: market.locale,
    to: { address: email, name },
    key: `customer-welcome:${id}`,
  });
}

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { LinkView } from '#components/account/link-view.tsx';
import { Queries } from '#components/account/queries.tsx';
import { MoreWords } from '#components/ui/words.tsx';
import { messagesFor } from '#lib/i18n/index.ts';
import { storefront } from '../../../storefront.ts';

export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await storefront();
  // The link must not travel on in a referrer.
  return { title: t('account.title'), robots: { index: false }, referrer: 'no-referrer' };
}

const ways = ['link', 'reset', 'confirm-email'] as const;

/** Where the links of our mails lead. */
export default async function MailedLinkPage({ params }: { params: Promise<{ way: string }> }) {
  const asked = (await params).way;
  const way = ways.find((known) => known === asked);
  if (!way) notFound();
  const { market, t } = await storefront();
  return (
    <>
      <h1 className="display mb-8 text-title">
        {t(way === 'reset' ? 'account.forgotTitle' : 'account.title')}
      </h1>
      <MoreWords messages={messagesFor(market.locale, ['account'])}>
        <Queries>
          <LinkView kind={way} />
        </Queries>
      </MoreWords>
    </>
  );
}

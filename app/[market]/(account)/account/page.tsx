import type { Metadata } from 'next';
import { AccountView } from '#components/account/account-view.tsx';
import { Queries } from '#components/account/queries.tsx';
import { NeedsScript } from '#components/shop/needs-script.tsx';
import { MoreWords } from '#components/ui/words.tsx';
import { messagesFor } from '#lib/i18n/index.ts';
import { getSettings } from '#lib/settings/index.ts';
import { countriesOf } from '../../(checkout)/countries.ts';
import { frameOf } from '../../frame.ts';
import { storefront } from '../../storefront.ts';

export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await storefront();
  return { title: t('account.title'), robots: { index: false } };
}

/** The account. What is personal is fetched by the browser: this page is the same for everybody. */
export default async function AccountPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const here = await storefront();
  const { market, t } = here;
  const { contact } = frameOf(await getSettings(), market.locale);
  const next = (await searchParams).next === 'checkout' ? 'checkout' : 'account';
  return (
    <>
      <h1 className="display mb-8 text-title">{t('account.title')}</h1>
      <NeedsScript storefront={here} contact={contact}>
        <MoreWords messages={messagesFor(market.locale, ['account', 'checkout'])}>
          <Queries>
            <AccountView countries={countriesOf(market)} next={next} />
          </Queries>
        </MoreWords>
      </NeedsScript>
    </>
  );
}

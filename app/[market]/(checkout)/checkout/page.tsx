import type { Metadata } from 'next';
import { Queries } from '#components/account/queries.tsx';
import { CheckoutForm } from '#components/checkout/checkout-form.tsx';
import { MoreWords } from '#components/ui/words.tsx';
import { messagesFor } from '#lib/i18n/index.ts';
import { storefront } from '../../storefront.ts';
import { countriesOf } from '../countries.ts';

export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await storefront();
  return { title: t('checkout.title'), robots: { index: false } };
}

export default async function CheckoutPage() {
  const { market, t } = await storefront();
  return (
    <>
      <h1 className="display mb-10 text-title">{t('checkout.title')}</h1>
      <MoreWords messages={messagesFor(market.locale, ['checkout'])}>
        <Queries>
          <CheckoutForm countries={countriesOf(market)} country={market.country} />
        </Queries>
      </MoreWords>
    </>
  );
}

import type { Metadata } from 'next';
import { CartView } from '#components/checkout/cart-view.tsx';
import { MoreWords } from '#components/ui/words.tsx';
import { messagesFor } from '#lib/i18n/index.ts';
import { storefront } from '../../storefront.ts';
import { countriesOf } from '../countries.ts';

export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await storefront();
  return { title: t('cart.title'), robots: { index: false } };
}

export default async function CartPage() {
  const { market, t } = await storefront();
  return (
    <>
      <h1 className="display mb-8 text-title">{t('cart.title')}</h1>
      <MoreWords messages={messagesFor(market.locale, ['checkout'])}>
        <CartView countries={countriesOf(market)} />
      </MoreWords>
    </>
  );
}

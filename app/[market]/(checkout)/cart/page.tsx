import type { Metadata } from 'next';
import { CartView } from '#components/checkout/cart-view.tsx';
import { NeedsScript } from '#components/shop/needs-script.tsx';
import { MoreWords } from '#components/ui/words.tsx';
import { messagesFor } from '#lib/i18n/index.ts';
import { getSettings } from '#lib/settings/index.ts';
import { frameOf } from '../../frame.ts';
import { storefront } from '../../storefront.ts';
import { countriesOf } from '../countries.ts';

export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await storefront();
  return { title: t('cart.title'), robots: { index: false } };
}

export default async function CartPage() {
  const here = await storefront();
  const { market, t } = here;
  const { contact } = frameOf(await getSettings(), market.locale);
  return (
    <>
      <h1 className="display mb-8 text-title">{t('cart.title')}</h1>
      <NeedsScript storefront={here} contact={contact}>
        <MoreWords messages={messagesFor(market.locale, ['checkout'])}>
          <CartView countries={countriesOf(market)} />
        </MoreWords>
      </NeedsScript>
    </>
  );
}

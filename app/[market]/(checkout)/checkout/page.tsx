import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { Queries } from '#components/account/queries.tsx';
import { CheckoutForm } from '#components/checkout/checkout-form.tsx';
import { NeedsScript } from '#components/shop/needs-script.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { MoreWords } from '#components/ui/words.tsx';
import { cartIdSchema, countLines } from '#lib/cart/index.ts';
import { messagesFor } from '#lib/i18n/index.ts';
import { getSettings } from '#lib/settings/index.ts';
import { cartCookieName } from '../../../api/cart/cart-cookie.ts';
import { frameOf } from '../../frame.ts';
import { storefront } from '../../storefront.ts';
import { countriesOf } from '../countries.ts';

export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await storefront();
  return { title: t('checkout.title'), robots: { index: false } };
}

/** Null: there is no cart. When it cannot be told there may be something in it: the form says what is the matter. */
async function linesInCart(): Promise<number | null> {
  const cartId = cartIdSchema.safeParse((await cookies()).get(cartCookieName)?.value).data;
  if (cartId === undefined) return null;
  const lines = await countLines(cartId);
  return lines.ok ? lines.value : 1;
}

export default async function CheckoutPage() {
  const here = await storefront();
  const { market, t } = here;
  const title = <h1 className="display mb-10 text-title">{t('checkout.title')}</h1>;
  // Whoever has put nothing into a cart yet is told so without a form to fill in.
  const lines = await linesInCart();
  if (lines === null) {
    return (
      <>
        {title}
        <p className="mb-5 text-lg text-muted">{t('cart.empty')}</p>
        <ButtonLink href="/">{t('cart.lookAround')}</ButtonLink>
      </>
    );
  }
  const form = (
    <MoreWords messages={messagesFor(market.locale, ['checkout'])}>
      <Queries>
        <CheckoutForm countries={countriesOf(market)} country={market.country} empty={lines === 0} />
      </Queries>
    </MoreWords>
  );
  const { contact } = frameOf(await getSettings(), market.locale);
  return (
    <>
      {title}
      {lines === 0 ? (
        form
      ) : (
        <NeedsScript storefront={here} contact={contact}>
          {form}
        </NeedsScript>
      )}
    </>
  );
}

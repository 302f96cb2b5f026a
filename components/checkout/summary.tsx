'use client';

import { lazy, Suspense } from 'react';
import type { Quote } from '#lib/checkout/index.ts';
import { Discounts } from '../shop/discounts.tsx';
import { useMarket } from '../ui/market.tsx';
import { Price } from '../ui/price.tsx';
import { useTranslations } from '../ui/words.tsx';

type Amounts = Pick<
  Quote,
  'lines' | 'pictures' | 'subtotalMinor' | 'shippingMinor' | 'taxMinor' | 'totalMinor' | 'currency'
> & {
  taxes?: Quote['taxes'] | undefined;
  taxDisplay?: Quote['taxDisplay'] | undefined;
  taxKnown?: Quote['taxKnown'] | undefined;
};

// After the page has loaded: what draws pictures is not worth waiting for where somebody wants to pay.
const CartThumbnail = lazy(async () => {
  if (typeof document !== 'undefined' && document.readyState !== 'complete')
    await new Promise((loaded) => window.addEventListener('load', loaded, { once: true }));
  return { default: (await import('../shop/cart-thumbnail.tsx')).CartThumbnail };
});

/** What is bought and what it costs: in the checkout, on the order's page. Without `pictures` there is no place for them. */
export function Summary({ quote, shippingTitle }: { quote: Amounts; shippingTitle?: string | undefined }) {
  const t = useTranslations('checkout');
  const { currency, pictures } = quote;
  const added = quote.taxDisplay === 'exclusive';
  return (
    <div>
      <ul className="divide-y divide-line">
        {quote.lines.map((line) => (
          <li key={line.sku} className="flex gap-4 py-3">
            {pictures ? (
              <div className="w-14 shrink-0">
                <Suspense fallback={<div className="aspect-square rounded-card bg-shell" />}>
                  <CartThumbnail image={pictures[line.sku] ?? null} />
                </Suspense>
              </div>
            ) : null}
            <div className="min-w-0 flex-1">
              <p className="font-medium leading-snug">{line.title}</p>
              <p className="text-muted text-sm">
                {line.variantTitle ? `${line.variantTitle} · ` : ''}
                {line.quantity} × <Price minor={line.listMinor ?? line.unitMinor} currency={currency} />
              </p>
              <Discounts discounts={line.discounts} currency={currency} />
            </div>
            <Price minor={line.totalMinor} currency={currency} />
          </li>
        ))}
      </ul>
      <dl className="grid gap-2 border-line border-t pt-4">
        <Row name={t('subtotal')} minor={quote.subtotalMinor} currency={currency} />
        <Row
          name={shippingTitle ? t('deliveryBy', { method: shippingTitle }) : t('deliveryRow')}
          minor={quote.shippingMinor}
          currency={currency}
          free={t('free')}
        />
        {added ? <Taxes quote={quote} /> : null}
        <div className="flex justify-between border-line border-t pt-3 font-semibold text-lg">
          <dt>{t('total')}</dt>
          <dd data-testid="total">
            <Price minor={quote.totalMinor} currency={currency} />
          </dd>
        </div>
        {added ? null : <Taxes quote={quote} />}
      </dl>
    </div>
  );
}

function Taxes({ quote }: { quote: Amounts }) {
  const t = useTranslations('checkout');
  const { languageTag } = useMarket();
  const added = quote.taxDisplay === 'exclusive';
  const look = `flex justify-between gap-4 ${added ? '' : 'text-muted text-sm'}`;
  if (quote.taxKnown === false) return <p className="text-muted text-sm">{t('taxLater')}</p>;
  const percent = new Intl.NumberFormat(languageTag, { style: 'percent', maximumFractionDigits: 3 });
  const taxes = quote.taxes?.filter(({ rate }) => rate > 0);
  // Orders from before taxes were told by rate have their sum only.
  if (!taxes) {
    return (
      <div className={look}>
        <dt>{t('taxIncluded')}</dt>
        <dd>
          <Price minor={quote.taxMinor} currency={quote.currency} />
        </dd>
      </div>
    );
  }
  return taxes.map(({ name, rate, taxMinor }) => {
    // What our own table of rates calls it is said in the page's language; a merchant's own name stays.
    const said = { name: name === 'VAT' ? t('vat') : name, rate: percent.format(rate / 100_000) };
    return (
      <div key={`${name}${rate}`} className={look}>
        <dt>{added ? t('taxLine', said) : t('taxLineIncluded', said)}</dt>
        <dd>
          <Price minor={taxMinor} currency={quote.currency} />
        </dd>
      </div>
    );
  });
}

function Row({
  name,
  minor,
  currency,
  free,
}: {
  name: string;
  minor: number;
  currency: string;
  free?: string;
}) {
  return (
    <div className="flex justify-between gap-4">
      <dt>{name}</dt>
      <dd>{minor === 0 && free ? free : <Price minor={minor} currency={currency} />}</dd>
    </div>
  );
}

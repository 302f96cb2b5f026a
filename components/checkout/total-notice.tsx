'use client';

import { useEffect, useRef, useState } from 'react';
import type { Quote } from '#lib/checkout/index.ts';
import { Alert } from '../ui/alert.tsx';
import { useFormatPrice } from '../ui/price.tsx';
import { useTranslations } from '../ui/words.tsx';
import { type Change, whatChanged } from './what-changed.ts';

/** Says why the total is another than the one shown before, whoever changed it. Announced politely. */
export function TotalNotice({ quote }: { quote: Quote }) {
  const t = useTranslations('checkout');
  const cart = useTranslations('cart');
  const price = useFormatPrice();
  const shown = useRef(quote);
  const [said, setSaid] = useState<{ before: number; now: number; changes: Change[] } | null>(null);

  useEffect(() => {
    const before = shown.current;
    shown.current = quote;
    if (before.totalMinor === quote.totalMinor) return;
    setSaid({ before: before.totalMinor, now: quote.totalMinor, changes: whatChanged(before, quote) });
  }, [quote]);

  if (!said) return null;
  const words = (change: Change): string => {
    switch (change.kind) {
      case 'price':
        return t('priceNow', {
          title: change.title,
          now: price(change.now, quote.currency),
          before: price(change.before, quote.currency),
        });
      case 'quantity':
        return t('quantityNow', { title: change.title, quantity: String(change.quantity) });
      case 'gone':
        return t('lineGone', { title: change.title });
      case 'coupon':
        return cart('couponProblem', { reason: change.problem.reason, code: change.problem.code });
      case 'shipping':
      case 'tax': {
        const amounts = {
          now: price(change.now, quote.currency),
          before: price(change.before, quote.currency),
        };
        return change.kind === 'shipping' ? t('shippingChanged', amounts) : t('taxChanged', amounts);
      }
    }
  };
  const amounts = { before: price(said.before, quote.currency), now: price(said.now, quote.currency) };
  return (
    <Alert tone="info" title={t('totalChanged', amounts)} className="mt-4">
      {said.changes.slice(0, 5).map((change) => (
        <p key={words(change)}>{words(change)}</p>
      ))}
    </Alert>
  );
}

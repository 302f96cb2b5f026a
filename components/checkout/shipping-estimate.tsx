'use client';

import { useLater } from '../ui/use-later.ts';
import { useTranslations } from '../ui/words.tsx';
import type { Country } from './address-fields.tsx';

const load = () => import('./shipping-estimate-form.tsx');

/** What delivery of the cart would cost, before anything else is known. `cart` changes when the cart does. */
export function ShippingEstimate(props: { countries: readonly Country[]; cart: string }) {
  const t = useTranslations('cart');
  const [form, want] = useLater(load);
  return (
    <details
      onToggle={() => void want()}
      onPointerEnter={() => void want()}
      className="mt-4 border-line border-t pt-4"
    >
      <summary className="cursor-pointer py-1 font-medium text-sm">{t('estimate')}</summary>
      {form ? <form.ShippingEstimateForm {...props} /> : null}
    </details>
  );
}

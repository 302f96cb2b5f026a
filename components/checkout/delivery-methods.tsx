'use client';

import type { Quote } from '#lib/checkout/index.ts';
import { Price } from '../ui/price.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useTranslations } from '../ui/words.tsx';

/** How the parcel travels. */
export function DeliveryMethods({
  quote,
  chosen,
  onChange,
}: {
  quote: Pick<Quote, 'methods' | 'currency'> | undefined;
  chosen: string | null | undefined;
  onChange: (id: string) => void;
}) {
  const t = useTranslations('checkout');
  if (!quote) {
    return (
      <div className="min-h-40">
        <Spinner className="size-6" />
      </div>
    );
  }
  return (
    <div className="grid gap-2.5">
      {quote.methods.map((method) => (
        <label
          key={method.id}
          className="flex cursor-pointer items-center gap-4 rounded-card border border-edge bg-sheet px-4 py-3.5 has-checked:border-ink has-checked:ring-1 has-checked:ring-ink"
        >
          <input
            type="radio"
            name="shipping-method"
            value={method.id}
            checked={method.id === chosen}
            onChange={() => onChange(method.id)}
            className="size-4.5 accent-ink"
          />
          <span className="min-w-0 flex-1">
            <span className="block font-medium">{method.title}</span>
            <span className="block text-muted text-sm">{method.promise}</span>
          </span>
          <span>
            {method.priceMinor === 0 ? (
              t('free')
            ) : (
              <Price minor={method.priceMinor} currency={quote.currency} />
            )}
          </span>
        </label>
      ))}
    </div>
  );
}

'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { amountText, parseAmount } from './amount.ts';
import { useUnsavedGuard } from './form.tsx';
import { buttonClass, inputClass, Panel } from './parts.tsx';
import { type Purge, purgeMessage } from './purge-message.ts';
import { Said } from './said.tsx';
import { useSend } from './use-send.ts';

export type CurrencyPriceRow = {
  sku: string;
  title: string;
  priceMinor: number | null;
  compareAtMinor: number | null;
};

/** What a product's variants cost in a currency other than the shop's own; what has no price is not sold in it. */
export function CurrencyPrices({
  productId,
  currency,
  decimals,
  rows,
  mayPrice,
}: {
  productId: string;
  currency: string;
  decimals: number;
  rows: CurrencyPriceRow[];
  mayPrice: boolean;
}) {
  const router = useRouter();
  const { busy, message, say, ask } = useSend();
  const text = (minor: number | null) => (minor === null ? '' : amountText(minor, decimals));
  const typed = () =>
    rows.map(({ sku, priceMinor, compareAtMinor }) => ({
      sku,
      price: text(priceMinor),
      compareAt: text(compareAtMinor),
    }));
  const [stored, setStored] = useState(typed);
  const [draft, setDraft] = useState(stored);
  const changed = draft.filter((row, index) => JSON.stringify(row) !== JSON.stringify(stored[index]));
  useUnsavedGuard(changed.length > 0 && !busy);

  const change = (sku: string, next: { price?: string; compareAt?: string }) =>
    setDraft(draft.map((row) => (row.sku === sku ? { ...row, ...next } : row)));

  async function save() {
    const amount = (written: string) => (written.trim() === '' ? null : parseAmount(written, decimals));
    const wrong = changed.find(
      ({ price, compareAt }) =>
        (price.trim() !== '' && amount(price) === null) ||
        (compareAt.trim() !== '' && amount(compareAt) === null),
    );
    if (wrong) {
      const detail = `${wrong.sku}: write ${currency} as ${amountText(1_999, decimals)}.`;
      return say({ tone: 'bad', title: 'Not an amount', detail });
    }
    const prices = changed.map(({ sku, price, compareAt }) => ({
      sku,
      priceMinor: amount(price),
      compareAtMinor: price.trim() === '' ? null : amount(compareAt),
    }));
    const done = await ask<{ purge: Purge }>('POST', `/api/admin/products/${productId}/prices`, {
      currency,
      prices,
    });
    if (!done) return;
    setStored(draft);
    say(purgeMessage(done.purge));
    router.refresh();
  }

  const field = (sku: string, of: 'price' | 'compareAt', label: string) => (
    <input
      aria-label={`${label} of ${sku} in ${currency}`}
      className={inputClass}
      inputMode="decimal"
      value={draft.find((row) => row.sku === sku)?.[of] ?? ''}
      placeholder={of === 'price' ? 'not sold' : ''}
      disabled={!mayPrice || busy}
      onChange={(event) => change(sku, { [of]: event.target.value })}
    />
  );

  return (
    <Panel title={`Prices in ${currency}`}>
      <ul className="max-h-96 divide-y divide-(--a-line) overflow-y-auto">
        {rows.map(({ sku, title }) => (
          <li key={sku} className="flex flex-wrap items-end gap-x-4 gap-y-2 px-4 py-2.5">
            <span className="min-w-0 flex-1 basis-40">
              <span className="block truncate">{title || sku}</span>
              {title ? <span className="block truncate text-xs text-(--a-muted)">{sku}</span> : null}
            </span>
            <span className="grid w-32 text-xs text-(--a-muted)">
              Price
              {field(sku, 'price', 'Price')}
            </span>
            <span className="grid w-32 text-xs text-(--a-muted)">
              Compare at
              {field(sku, 'compareAt', 'Compare-at price')}
            </span>
          </li>
        ))}
      </ul>
      {message ? (
        <div className="px-4 pt-3">
          <Said message={message} />
        </div>
      ) : null}
      {mayPrice ? (
        <div className="flex items-center gap-3 border-t border-(--a-line) px-4 py-3">
          <p className="text-xs text-(--a-muted)">What has no price is not sold in {currency}.</p>
          <button
            type="button"
            className={`${buttonClass} ml-auto`}
            disabled={busy || changed.length === 0}
            onClick={() => void save()}
          >
            {busy ? 'Saving…' : `Save ${currency} prices`}
          </button>
        </div>
      ) : null}
    </Panel>
  );
}

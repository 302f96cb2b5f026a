'use client';

import Link from 'next/link';
import { useState } from 'react';
import type { CartLine } from '#lib/cart/index.ts';
import { Alert } from '../ui/alert.tsx';
import { Price } from '../ui/price.tsx';
import { Quantity } from '../ui/quantity.tsx';
import { Discounts } from './discounts.tsx';
import { useRemoveLine, useSetQuantity } from './use-cart.ts';

function Line({
  line,
  currency,
  onLeave,
}: {
  line: CartLine;
  currency: string;
  onLeave?: (() => void) | undefined;
}) {
  const setQuantity = useSetQuantity();
  const removeLine = useRemoveLine();
  const [draft, setDraft] = useState<number | null>(null);
  const busy = setQuantity.isPending || removeLine.isPending;
  const error = setQuantity.error ?? removeLine.error;
  const name = line.variantTitle ? `${line.title}, ${line.variantTitle}` : line.title;

  function commit(quantity: number) {
    if (quantity === line.quantity) return setDraft(null);
    removeLine.reset();
    setQuantity.mutate({ sku: line.sku, quantity }, { onSettled: () => setDraft(null) });
  }

  return (
    <li className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-4 py-5 sm:gap-5" aria-busy={busy || undefined}>
      <div className="aspect-square overflow-hidden rounded-card bg-shell">
        {line.image ? (
          // biome-ignore lint/performance/noImgElement: a thumbnail of fixed size; there is nothing to optimise
          <img src={line.image.src} alt="" width={176} height={176} className="size-full object-cover" />
        ) : null}
      </div>
      <div className="flex min-w-0 flex-col gap-3">
        <div className="flex items-start justify-between gap-3">
          <div className="min-w-0">
            <p className="font-medium leading-snug">
              {line.handle ? (
                <Link
                  href={`/p/${encodeURIComponent(line.handle)}`}
                  prefetch={false}
                  onClick={onLeave}
                  className="hover:text-signal"
                >
                  {line.title}
                </Link>
              ) : (
                line.title
              )}
            </p>
            {line.variantTitle ? <p className="mt-0.5 text-muted text-sm">{line.variantTitle}</p> : null}
            <Discounts discounts={line.discounts} currency={currency} />
          </div>
          <Price minor={line.totalMinor} currency={currency} className="font-medium" />
        </div>
        <div className={`flex items-center justify-between gap-3 ${busy ? 'opacity-60' : ''}`}>
          <Quantity
            label={`Quantity of ${name}`}
            value={draft ?? line.quantity}
            onValue={setDraft}
            onCommit={commit}
            disabled={removeLine.isPending}
          />
          <button
            type="button"
            aria-label={`Remove ${name}`}
            disabled={removeLine.isPending}
            onClick={() => removeLine.mutate({ sku: line.sku })}
            className="min-h-11 text-muted text-sm underline decoration-line underline-offset-4 hover:text-ink hover:decoration-signal"
          >
            Remove
          </button>
        </div>
        {line.available ? null : (
          <p className="font-medium text-bad text-sm">Not available in this quantity any more.</p>
        )}
        {error ? <Alert tone="error">{error.message}</Alert> : null}
      </div>
    </li>
  );
}

/** The lines of the cart, to be changed in place. */
export function CartLines({
  lines,
  currency,
  onLeave,
}: {
  lines: CartLine[];
  currency: string;
  onLeave?: (() => void) | undefined;
}) {
  return (
    <ul aria-label="Articles in your cart" className="divide-y divide-line">
      {lines.map((line) => (
        <Line key={line.sku} line={line} currency={currency} onLeave={onLeave} />
      ))}
    </ul>
  );
}

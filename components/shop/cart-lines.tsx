'use client';

import { useState } from 'react';
import type { CartLine } from '#lib/cart/index.ts';
import { Alert } from '../ui/alert.tsx';
import { MarketLink } from '../ui/market.tsx';
import { Price } from '../ui/price.tsx';
import { Quantity } from '../ui/quantity.tsx';
import { useTranslations } from '../ui/words.tsx';
import { CartThumbnail, nameOf } from './cart-thumbnail.tsx';
import { Discounts } from './discounts.tsx';
import { usePutBack, useRemoveLine, useSaveForLater, useSetQuantity } from './use-cart.ts';

const textButton =
  'min-h-11 text-muted text-sm underline decoration-line underline-offset-4 hover:text-ink hover:decoration-signal disabled:opacity-60';

function Line({
  line,
  currency,
  onLeave,
  onRemoved,
}: {
  line: CartLine;
  currency: string;
  onLeave?: (() => void) | undefined;
  onRemoved: (line: CartLine) => void;
}) {
  const t = useTranslations('cart');
  const setQuantity = useSetQuantity();
  const removeLine = useRemoveLine();
  const later = useSaveForLater();
  const [draft, setDraft] = useState<number | null>(null);
  const leaving = removeLine.isPending || later.isPending;
  const busy = setQuantity.isPending || leaving;
  const error = setQuantity.error ?? removeLine.error ?? later.error;
  const name = nameOf(line);
  const problems = { gone: t('gone'), not_sold_here: t('notSoldHere'), out_of_stock: t('unavailable') };

  function commit(quantity: number) {
    if (quantity === line.quantity) return setDraft(null);
    removeLine.reset();
    setQuantity.mutate({ sku: line.sku, quantity }, { onSettled: () => setDraft(null) });
  }

  return (
    <li className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-4 py-5 sm:gap-5" aria-busy={busy || undefined}>
      <CartThumbnail image={line.image} />
      <div className="flex min-w-0 flex-col gap-3">
        <div className="flex items-start justify-between gap-3">
          <div className="min-w-0">
            <p className="font-medium leading-snug">
              {line.handle ? (
                <MarketLink
                  href={`/p/${encodeURIComponent(line.handle)}`}
                  onClick={onLeave}
                  className="hover:text-signal"
                >
                  {line.title}
                </MarketLink>
              ) : (
                line.title
              )}
            </p>
            {line.variantTitle ? <p className="mt-0.5 text-muted text-sm">{line.variantTitle}</p> : null}
            <Discounts discounts={line.discounts} currency={currency} />
          </div>
          {line.problem === 'gone' || line.problem === 'not_sold_here' ? null : (
            <Price minor={line.totalMinor} currency={currency} className="font-medium" />
          )}
        </div>
        <div
          className={`flex flex-wrap items-center justify-between gap-x-3 gap-y-1 ${busy ? 'opacity-60' : ''}`}
        >
          <Quantity
            label={t('quantityOf', { name })}
            value={draft ?? line.quantity}
            onValue={setDraft}
            onCommit={commit}
            disabled={leaving}
          />
          <span className="flex gap-4">
            <button
              type="button"
              aria-label={t('laterNamed', { name })}
              disabled={leaving}
              onClick={() => later.mutate({ sku: line.sku })}
              className={textButton}
            >
              {t('later')}
            </button>
            <button
              type="button"
              aria-label={t('removeNamed', { name })}
              disabled={leaving}
              onClick={() => removeLine.mutate({ sku: line.sku }, { onSuccess: () => onRemoved(line) })}
              className={textButton}
            >
              {t('remove')}
            </button>
          </span>
        </div>
        {line.problem ? <p className="font-medium text-bad text-sm">{problems[line.problem]}</p> : null}
        {error ? <Alert tone="error">{error.message}</Alert> : null}
      </div>
    </li>
  );
}

/** The lines of the cart, to be changed in place. What was removed last can be put back. */
export function CartLines({
  lines,
  currency,
  onLeave,
}: {
  lines: CartLine[];
  currency: string;
  onLeave?: (() => void) | undefined;
}) {
  const t = useTranslations('cart');
  const [removed, setRemoved] = useState<CartLine | null>(null);
  const putBack = usePutBack();
  return (
    <div>
      {/* Always there, so that what appears in it is announced. */}
      <div role="status">
        {removed ? (
          <p className="mt-4 flex items-center justify-between gap-3 rounded-card bg-shell px-4 py-1.5 text-sm">
            <span className="min-w-0">{t('removed', { name: nameOf(removed) })}</span>
            <button
              type="button"
              disabled={putBack.isPending}
              onClick={() =>
                putBack.mutate(
                  { sku: removed.sku, quantity: removed.quantity },
                  { onSuccess: () => setRemoved(null) },
                )
              }
              className="min-h-11 shrink-0 font-medium underline underline-offset-4"
            >
              {t('undo')}
            </button>
          </p>
        ) : null}
        {putBack.error ? <p className="text-bad text-sm">{putBack.error.message}</p> : null}
      </div>
      {lines.length > 0 ? (
        <ul aria-label={t('lines')} className="divide-y divide-line">
          {lines.map((line) => (
            <Line key={line.sku} line={line} currency={currency} onLeave={onLeave} onRemoved={setRemoved} />
          ))}
        </ul>
      ) : null}
    </div>
  );
}

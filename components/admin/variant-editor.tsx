'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { StaffVariant } from '#lib/catalogue/index.ts';
import { amountText, parseAmount } from './amount.ts';
import { buttonClass, inputClass } from './parts.tsx';
import { type Message, type Purge, purgeMessage } from './purge-message.ts';
import { Said } from './said.tsx';
import { send } from './send.ts';

type Saved = { variant: StaffVariant; purge: Purge };

/** Price and stock of one variant. Each save names the version it started from, so nobody overwrites unseen. */
export function VariantEditor({
  variant: initial,
  decimals,
  currency,
  mayPrice,
  mayStock,
}: {
  variant: StaffVariant;
  decimals: number;
  currency: string;
  mayPrice: boolean;
  mayStock: boolean;
}) {
  const router = useRouter();
  const [variant, setVariant] = useState(initial);
  const [price, setPrice] = useState(amountText(initial.priceMinor, decimals));
  const [compareAt, setCompareAt] = useState(
    initial.compareAtMinor === null ? '' : amountText(initial.compareAtMinor, decimals),
  );
  const [onHand, setOnHand] = useState(String(initial.onHand));
  const [policy, setPolicy] = useState(initial.stockPolicy);
  const [reason, setReason] = useState('count');
  const [busy, setBusy] = useState<'price' | 'stock' | null>(null);
  const [message, setMessage] = useState<Message | null>(null);
  const name = variant.title || 'the only variant';
  const path = `/api/admin/variants/${encodeURIComponent(variant.sku)}`;

  function show(current: StaffVariant) {
    setVariant(current);
    setPrice(amountText(current.priceMinor, decimals));
    setCompareAt(current.compareAtMinor === null ? '' : amountText(current.compareAtMinor, decimals));
    setOnHand(String(current.onHand));
    setPolicy(current.stockPolicy);
  }

  async function save(what: 'price' | 'stock', body: object) {
    setBusy(what);
    setMessage(null);
    const answer = await send<Saved>('POST', `${path}/${what}`, body);
    setBusy(null);
    if (answer.ok) {
      show(answer.value.variant);
      setMessage(purgeMessage(answer.value.purge));
      router.refresh();
      return;
    }
    const { problem } = answer;
    if (problem.code === 'version_conflict' && problem.current) show(problem.current as StaffVariant);
    setMessage({ tone: 'bad', title: problem.title, detail: problem.detail });
  }

  function savePrice() {
    const priceMinor = parseAmount(price, decimals);
    const compareAtMinor = compareAt.trim() === '' ? null : parseAmount(compareAt, decimals);
    if (priceMinor === null || (compareAt.trim() !== '' && compareAtMinor === null)) {
      setMessage({
        tone: 'bad',
        title: 'Not an amount',
        detail: `Write ${currency} as ${amountText(1999, decimals)}.`,
      });
      return;
    }
    void save('price', { priceMinor, compareAtMinor, expectedVersion: variant.version });
  }

  return (
    <li className="border-b border-(--a-line) px-4 py-3 last:border-b-0" aria-label={variant.sku}>
      <div className="grid gap-3 lg:grid-cols-[minmax(0,1fr)_auto_auto] lg:items-end">
        <div className="min-w-0 lg:pb-2">
          <p className="font-medium break-words">{variant.title || 'Only variant'}</p>
          <p className="text-xs break-all text-(--a-muted)">{variant.sku}</p>
        </div>
        <form
          className="flex items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            savePrice();
          }}
        >
          <label className="flex-1 lg:w-28 lg:flex-none">
            <span className="mb-1 block text-xs text-(--a-muted)">Price, {currency}</span>
            <input
              className={`${inputClass} text-right tabular-nums`}
              inputMode="decimal"
              value={price}
              aria-label={`Price of ${name}`}
              disabled={!mayPrice || busy !== null}
              onChange={(event) => setPrice(event.target.value)}
            />
          </label>
          <label className="flex-1 lg:w-28 lg:flex-none">
            <span className="mb-1 block text-xs text-(--a-muted)">Compare at</span>
            <input
              className={`${inputClass} text-right tabular-nums`}
              inputMode="decimal"
              value={compareAt}
              aria-label={`Compare-at price of ${name}`}
              disabled={!mayPrice || busy !== null}
              onChange={(event) => setCompareAt(event.target.value)}
            />
          </label>
          {mayPrice ? (
            <button
              type="submit"
              className={buttonClass}
              disabled={busy !== null}
              aria-label={`Save price of ${name}`}
            >
              {busy === 'price' ? 'Saving…' : 'Save price'}
            </button>
          ) : null}
        </form>
        <form
          className="flex flex-wrap items-end gap-2 lg:flex-nowrap"
          onSubmit={(event) => {
            event.preventDefault();
            void save('stock', {
              onHand: Number(onHand),
              policy,
              reason,
              expectedVersion: variant.stockVersion,
            });
          }}
        >
          <label className="flex-1 lg:w-20 lg:flex-none">
            <span className="mb-1 block text-xs text-(--a-muted)">On hand</span>
            <input
              className={`${inputClass} text-right tabular-nums`}
              type="number"
              min={policy === 'backorder' ? -10_000_000 : 0}
              max={10_000_000}
              step={1}
              required
              value={onHand}
              aria-label={`Stock of ${name}`}
              disabled={!mayStock || busy !== null}
              onChange={(event) => setOnHand(event.target.value)}
            />
          </label>
          <label className="flex-1 lg:w-32 lg:flex-none">
            <span className="mb-1 block text-xs text-(--a-muted)">When none is left</span>
            <select
              className={inputClass}
              value={policy}
              aria-label={`When ${name} runs out`}
              disabled={!mayStock || busy !== null}
              onChange={(event) => setPolicy(event.target.value as StaffVariant['stockPolicy'])}
            >
              <option value="deny">sell no more</option>
              <option value="backorder">backorder</option>
              <option value="untracked">not counted</option>
            </select>
          </label>
          {mayStock ? (
            <>
              <label className="flex-1 lg:w-28 lg:flex-none">
                <span className="mb-1 block text-xs text-(--a-muted)">Because</span>
                <select
                  className={inputClass}
                  value={reason}
                  aria-label={`Reason for the stock of ${name}`}
                  disabled={busy !== null}
                  onChange={(event) => setReason(event.target.value)}
                >
                  <option value="count">counted</option>
                  <option value="delivery">delivery</option>
                  <option value="damage">damage</option>
                  <option value="correction">correction</option>
                </select>
              </label>
              <button
                type="submit"
                className={buttonClass}
                disabled={busy !== null}
                aria-label={`Save stock of ${name}`}
              >
                {busy === 'stock' ? 'Saving…' : 'Save stock'}
              </button>
            </>
          ) : null}
        </form>
      </div>
      <Said message={message} className="mt-2.5" />
    </li>
  );
}

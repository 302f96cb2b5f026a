'use client';

import { useState } from 'react';
import type { PricePlan } from '#lib/catalogue/index.ts';
import { formatPrice } from '../ui/format-price.ts';
import { parseAmount } from './amount.ts';
import {
  buttonClass,
  cellClass,
  headCellClass,
  inputClass,
  linkClass,
  Panel,
  primaryButtonClass,
} from './parts.tsx';
import { type Message, type Purge, purgeMessage } from './purge-message.ts';
import type { RuleChoices } from './rule-draft.ts';
import { Said } from './said.tsx';
import { send } from './send.ts';

type Kind = 'set' | 'percent' | 'amount';
type Applied = { changed: number; problems: { sku: string; reason: string }[]; purge: Purge };
const shown = 200;

/** Changes many prices at once, by a filter or by a price list: first what would change, then the change. */
export function BulkPrices({
  choices,
  currency,
  decimals,
  mayEdit,
}: {
  choices: RuleChoices;
  currency: string;
  decimals: number;
  mayEdit: boolean;
}) {
  const [filter, setFilter] = useState({ q: '', categoryId: '', vendor: '', type: '' });
  const [kind, setKind] = useState<Kind>('percent');
  const [value, setValue] = useState('');
  const [compareAt, setCompareAt] = useState('leave');
  const [plan, setPlan] = useState<PricePlan | null>(null);
  const [message, setMessage] = useState<Message | null>(null);
  const [busy, setBusy] = useState('');
  const set = (key: keyof typeof filter, text: string) => setFilter({ ...filter, [key]: text });
  const money = (minor: number) => formatPrice(minor, currency);

  function show(
    answer: { ok: true; value: PricePlan } | { ok: false; problem: { title: string; detail?: string } },
  ) {
    setBusy('');
    if (answer.ok) return setPlan(answer.value);
    setMessage({ tone: 'bad', title: answer.problem.title, detail: answer.problem.detail });
  }

  async function preview() {
    const negative = /^[-−]/.test(value.trim());
    const amount = parseAmount(value.trim().replace(/^[-−+]/, ''), kind === 'percent' ? 2 : decimals);
    setMessage(null);
    setPlan(null);
    if (amount === null || (negative && kind === 'set')) {
      return setMessage({
        tone: 'bad',
        title: 'Not an amount',
        detail:
          kind === 'percent' ? 'Write -10 for ten percent off.' : 'Write 19.90, or -5 to take five off.',
      });
    }
    setBusy('preview');
    const change = { kind, value: negative ? -amount : amount, compareAt };
    show(await send<PricePlan>('POST', '/api/admin/prices/preview', { filter, change }));
  }

  async function upload(file: File) {
    setMessage(null);
    setPlan(null);
    setBusy('file');
    try {
      const response = await fetch('/api/admin/prices/csv', {
        method: 'POST',
        headers: { 'content-type': 'text/csv' },
        body: file,
        signal: AbortSignal.timeout(30_000),
      });
      const told = await response.json();
      show(
        response.ok
          ? { ok: true, value: told as PricePlan }
          : { ok: false, problem: told as { title: string } },
      );
    } catch {
      show({ ok: false, problem: { title: 'No answer', detail: 'The server did not answer. Try again.' } });
    }
  }

  async function apply() {
    if (!plan) return;
    setBusy('apply');
    const prices = plan.planned.map(({ sku, newPriceMinor, newCompareAtMinor, version }) => ({
      sku,
      priceMinor: newPriceMinor,
      compareAtMinor: newCompareAtMinor,
      expectedVersion: version,
    }));
    const answer = await send<Applied>('POST', '/api/admin/prices', { prices });
    setBusy('');
    if (!answer.ok)
      return setMessage({ tone: 'bad', title: answer.problem.title, detail: answer.problem.detail });
    const { changed, problems, purge } = answer.value;
    const told = purgeMessage(purge, `${changed} ${changed === 1 ? 'price' : 'prices'} changed`);
    const left = problems
      .slice(0, 5)
      .map(({ sku, reason }) => `${sku} ${reason}`)
      .join('; ');
    setMessage(
      problems.length > 0
        ? { tone: 'warn', title: `${told.title}, ${problems.length} not`, detail: `${told.detail}. ${left}` }
        : told,
    );
    setPlan(null);
  }

  const select = (
    key: 'categoryId' | 'vendor' | 'type',
    label: string,
    options: { value: string; title: string }[],
  ) => (
    <label className="min-w-0">
      <span className="mb-1 block text-xs text-(--a-muted)">{label}</span>
      <select className={inputClass} value={filter[key]} onChange={(event) => set(key, event.target.value)}>
        <option value="">any</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.title}
          </option>
        ))}
      </select>
    </label>
  );
  const same = (values: string[]) => values.map((one) => ({ value: one, title: one }));

  return (
    <div className="grid gap-4">
      <Panel title="Which prices">
        <div className="grid gap-3 p-4 sm:grid-cols-2 lg:grid-cols-4">
          <label className="min-w-0">
            <span className="mb-1 block text-xs text-(--a-muted)">Title, handle or SKU</span>
            <input
              className={inputClass}
              type="search"
              value={filter.q}
              onChange={(event) => set('q', event.target.value)}
            />
          </label>
          {select(
            'categoryId',
            'Category',
            choices.categories.map(({ id, title, depth }) => ({
              value: id,
              title: `${'\u2003'.repeat(depth)}${title}`,
            })),
          )}
          {select('vendor', 'Vendor', same(choices.vendors))}
          {select('type', 'Product type', same(choices.types))}
        </div>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-(--a-line) px-4 py-3">
          <a
            className={linkClass}
            href={`/api/admin/prices/csv?${new URLSearchParams(filter)}`}
            download="prices.csv"
          >
            Download these prices as CSV
          </a>
          <label className={`${buttonClass} cursor-pointer focus-within:outline-2`}>
            {busy === 'file' ? 'Reading…' : 'Upload a price list (CSV)'}
            <input
              type="file"
              accept=".csv,text/csv"
              className="sr-only"
              disabled={busy !== ''}
              onChange={(event) => {
                const file = event.target.files?.[0];
                event.target.value = '';
                if (file) void upload(file);
              }}
            />
          </label>
          <span className="text-xs text-(--a-muted)">Columns: SKU, Price, Compare-at price</span>
        </div>
      </Panel>
      <Panel title="What to do">
        <form
          className="grid items-end gap-3 p-4 sm:grid-cols-2 lg:grid-cols-[1fr_1fr_1fr_auto]"
          onSubmit={(event) => {
            event.preventDefault();
            void preview();
          }}
        >
          <label>
            <span className="mb-1 block text-xs text-(--a-muted)">Change</span>
            <select
              className={inputClass}
              value={kind}
              onChange={(event) => setKind(event.target.value as Kind)}
            >
              <option value="percent">By percent</option>
              <option value="amount">By an amount</option>
              <option value="set">To one price</option>
            </select>
          </label>
          <label>
            <span className="mb-1 block text-xs text-(--a-muted)">
              {kind === 'percent'
                ? 'Percent, such as -10'
                : `${currency}${kind === 'amount' ? ', such as -5' : ''}`}
            </span>
            <input
              className={`${inputClass} text-right tabular-nums`}
              inputMode="text"
              value={value}
              onChange={(event) => setValue(event.target.value)}
            />
          </label>
          <label>
            <span className="mb-1 block text-xs text-(--a-muted)">Compare-at price</span>
            <select
              className={inputClass}
              value={compareAt}
              onChange={(event) => setCompareAt(event.target.value)}
            >
              <option value="leave">leave as it is</option>
              <option value="former">the price of now, if higher</option>
              <option value="clear">none</option>
            </select>
          </label>
          <button type="submit" className={buttonClass} disabled={busy !== ''}>
            {busy === 'preview' ? 'Looking…' : 'Preview'}
          </button>
        </form>
      </Panel>
      <Said message={message} />
      {plan ? (
        <Panel title="What changes">
          <div className="flex flex-wrap items-center justify-between gap-3 p-4">
            <p role="status">
              {plan.found} found, <strong>{plan.planned.length} would change</strong>
              {plan.rejected.length + plan.problems.length > 0
                ? `, ${plan.rejected.length + plan.problems.length} cannot be taken`
                : ''}
            </p>
            {mayEdit && plan.planned.length > 0 ? (
              <button
                type="button"
                className={primaryButtonClass}
                disabled={busy !== ''}
                onClick={() => void apply()}
              >
                {busy === 'apply'
                  ? 'Applying…'
                  : `Change ${plan.planned.length} ${plan.planned.length === 1 ? 'price' : 'prices'}`}
              </button>
            ) : null}
          </div>
          {plan.rejected.length + plan.problems.length > 0 ? (
            <ul className="max-h-48 overflow-y-auto border-t border-(--a-line) bg-(--a-warn-soft) px-4 py-2 text-(--a-warn)">
              {plan.rejected.map(({ line, column, reason }) => (
                <li key={`${line}${column}`}>
                  Line {line}
                  {column ? `, ${column}` : ''}: {reason}
                </li>
              ))}
              {plan.problems.map(({ sku, reason }) => (
                <li key={sku}>
                  {sku}: {reason}
                </li>
              ))}
            </ul>
          ) : null}
          {plan.planned.length > 0 ? (
            <div className="max-h-112 overflow-auto border-t border-(--a-line)">
              <table className="w-full">
                <thead>
                  <tr>
                    <th className={headCellClass}>Variant</th>
                    <th className={`${headCellClass} text-right`}>Now</th>
                    <th className={`${headCellClass} text-right`}>Then</th>
                  </tr>
                </thead>
                <tbody>
                  {plan.planned.slice(0, shown).map((row) => (
                    <tr key={row.sku} className="border-t border-(--a-line)">
                      <td className={cellClass}>
                        <span className="block break-words">
                          {row.title}
                          {row.variantTitle ? `, ${row.variantTitle}` : ''}
                        </span>
                        <span className="text-xs break-all text-(--a-muted)">{row.sku}</span>
                      </td>
                      <td className={`${cellClass} text-right tabular-nums`}>
                        {money(row.priceMinor)}
                        {row.compareAtMinor ? (
                          <s className="block text-xs text-(--a-muted)">{money(row.compareAtMinor)}</s>
                        ) : null}
                      </td>
                      <td className={`${cellClass} text-right font-semibold tabular-nums`}>
                        {money(row.newPriceMinor)}
                        {row.newCompareAtMinor ? (
                          <s className="block text-xs font-normal text-(--a-muted)">
                            {money(row.newCompareAtMinor)}
                          </s>
                        ) : null}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {plan.planned.length > shown ? (
                <p className="px-4 py-2 text-(--a-muted)">The first {shown} are shown.</p>
              ) : null}
            </div>
          ) : null}
        </Panel>
      ) : null}
    </div>
  );
}

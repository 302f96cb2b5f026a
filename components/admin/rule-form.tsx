'use client';

import { type ReactNode, useState } from 'react';
import type { RuleInput, RulePhase, RulePreview, RuleTarget } from '#lib/promotions/index.ts';
import { amountText, parseAmount } from './amount.ts';
import { Badge, buttonClass, inputClass, linkClass, Panel, primaryButtonClass } from './parts.tsx';
import { type Message, type Purge, purgeMessage } from './purge-message.ts';
import { RulePreviewTable } from './rule-preview-table.tsx';
import { phaseTones } from './rule-words.ts';
import { Said } from './said.tsx';
import { send } from './send.ts';

type Saved = {
  rule: { id: string; version: number; phase: RulePhase };
  /** In the shop's zone, as the form has them. */
  local: { startsAt: string; endsAt: string };
  purge: Purge;
};

/** A rule as the form holds it: amounts and times as text, times in the shop's zone. */
export type RuleDraft = {
  id: string | null;
  version: number;
  phase: RulePhase;
  name: string;
  kind: RuleInput['kind'];
  value: string;
  /** Of an amount or a fixed price; a percentage holds in every currency. */
  currency: string;
  priority: string;
  stacking: RuleInput['stacking'];
  countdown: boolean;
  startsAt: string;
  endsAt: string;
  couponCode: string;
  usageLimit: string;
  customerLimit: string;
  used: number;
  everything: boolean;
  categories: string[];
  vendors: string[];
  types: string[];
  skus: string;
};

export type RuleChoices = {
  categories: { id: string; title: string; depth: number }[];
  vendors: string[];
  types: string[];
};

const whole = (text: string) => (text.trim() === '' ? null : Number(text));
const listOf = (text: string) =>
  text
    .split(/[\n,;]+/)
    .map((part) => part.trim())
    .filter(Boolean);

function Row({
  label,
  error,
  hint,
  children,
}: {
  label: string;
  error?: string | undefined;
  hint?: ReactNode;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className="block min-w-0">
      <span className="mb-1 block text-xs text-(--a-muted)">{label}</span>
      {children}
      {hint ? <span className="mt-1 block text-xs text-(--a-muted)">{hint}</span> : null}
      {error ? (
        <span role="alert" className="mt-1 block text-xs font-medium text-(--a-bad)">
          {error}
        </span>
      ) : null}
    </label>
  );
}

function Choice({
  legend,
  options,
  chosen,
  onChange,
}: {
  legend: string;
  options: { value: string; title: string; depth?: number }[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
}) {
  if (options.length === 0) return null;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-xs text-(--a-muted)">
        {legend}
        {chosen.length > 0 ? ` (${chosen.length})` : ''}
      </legend>
      <div className="max-h-52 overflow-y-auto rounded-md border border-(--a-line) p-2">
        {options.map(({ value, title, depth = 0 }) => (
          <label
            key={value}
            className="flex min-h-8 items-center gap-2"
            style={{ paddingLeft: `${depth * 1.25}rem` }}
          >
            <input
              type="checkbox"
              className="size-4 shrink-0 accent-(--a-accent)"
              checked={chosen.includes(value)}
              onChange={(event) =>
                onChange(event.target.checked ? [...chosen, value] : chosen.filter((one) => one !== value))
              }
            />
            <span className="min-w-0 break-words">{title}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Makes and changes a price rule: what it does, for what, when; with a preview of prices before anything is saved. */
export function RuleForm({
  draft: initial,
  choices,
  currencies,
  timeZone,
  mayEdit,
}: {
  draft: RuleDraft;
  choices: RuleChoices;
  /** Those the shop sells in, its own first, with how many decimals people write. */
  currencies: { code: string; decimals: number }[];
  timeZone: string;
  mayEdit: boolean;
}) {
  const [draft, setDraft] = useState(initial);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [message, setMessage] = useState<Message | null>(null);
  const [busy, setBusy] = useState('');
  /** Null: at the start, wherever that is moved. */
  const [chosenAt, setChosenAt] = useState<string | null>(null);
  const previewAt = chosenAt ?? draft.startsAt;
  const [preview, setPreview] = useState<RulePreview | null>(null);
  const set = <K extends keyof RuleDraft>(key: K, value: RuleDraft[K]) =>
    setDraft({ ...draft, [key]: value });
  const skus = listOf(draft.skus);
  // A percentage is looked at in the shop's own currency.
  const priced = (draft.kind === 'percentage' ? currencies[0]?.code : undefined) ?? draft.currency;
  const decimals = currencies.find(({ code }) => code === draft.currency)?.decimals ?? 2;

  function targets(): RuleTarget[] {
    if (draft.everything) return [{ kind: 'all', value: '' }];
    const of = (kind: RuleTarget['kind'], values: string[]) => values.map((value) => ({ kind, value }));
    return [
      ...of('category', draft.categories),
      ...of('vendor', draft.vendors),
      ...of('type', draft.types),
      // Replaced by the products of the named SKUs; it says that there is something to be for.
      ...(skus.length > 0 ? of('product', ['by-sku']) : []),
    ];
  }

  function body(status: 'draft' | 'live') {
    const value = parseAmount(draft.value, draft.kind === 'percentage' ? 2 : decimals);
    if (value === null) {
      setErrors({
        value:
          draft.kind === 'percentage'
            ? 'A number such as 20 or 12.5'
            : `An amount such as ${amountText(1999, decimals)}`,
      });
      setMessage({ tone: 'bad', title: 'Some fields are not right' });
      return null;
    }
    return {
      rule: {
        name: draft.name,
        kind: draft.kind,
        value,
        currency: draft.kind === 'percentage' ? null : draft.currency,
        priority: Number(draft.priority),
        stacking: draft.stacking,
        display: draft.countdown ? 'countdown' : 'plain',
        status,
        startsAt: draft.startsAt,
        endsAt: draft.endsAt === '' ? null : draft.endsAt,
        couponCode: draft.couponCode === '' ? null : draft.couponCode,
        usageLimit: whole(draft.usageLimit),
        customerLimit: whole(draft.customerLimit),
        targets: targets(),
      },
      skus: draft.everything ? [] : skus,
    };
  }

  async function ask<T>(what: string, path: string, content: object): Promise<T | null> {
    setBusy(what);
    setMessage(null);
    setErrors({});
    const answer = await send<T>('POST', path, content);
    setBusy('');
    if (answer.ok) return answer.value;
    const found = (answer.problem.errors ?? []) as { field: string; message: string }[];
    setErrors(
      Object.fromEntries(
        found.map(({ field, message: said }) => [field.replace(/^rule\./, '').split('.')[0], said]),
      ),
    );
    setMessage({ tone: 'bad', title: answer.problem.title, detail: answer.problem.detail });
    return null;
  }

  function saved({ rule, local, purge }: Saved, title: string) {
    setDraft({ ...draft, ...local, id: rule.id, version: rule.version, phase: rule.phase });
    setMessage(purgeMessage(purge, title));
    // Not by the router, which would make the form anew: what was typed and what was said stay.
    if (draft.id === null) window.history.replaceState(null, '', `/admin/rules/${rule.id}`);
  }

  async function save(status: 'draft' | 'live') {
    const content = body(status);
    if (!content) return;
    const path = draft.id === null ? '/api/admin/rules' : `/api/admin/rules/${draft.id}`;
    const done = await ask<Saved>(status, path, { ...content, expectedVersion: draft.version });
    if (done)
      saved(done, done.rule.phase === 'running' ? 'Saved, and running' : `Saved as ${done.rule.phase}`);
  }

  async function turn(what: 'start' | 'stop') {
    const done = await ask<Saved>(what, `/api/admin/rules/${draft.id}/${what}`, {
      expectedVersion: draft.version,
    });
    if (done) saved(done, what === 'start' ? 'Started' : 'Stopped');
  }

  async function look() {
    const content = body('live');
    if (!content) return;
    const done = await ask<RulePreview>('preview', '/api/admin/rules/preview', {
      ...content,
      id: draft.id,
      at: previewAt,
    });
    if (done) setPreview(done);
  }

  const unit =
    draft.kind === 'percentage' ? 'Percent' : `${draft.currency}${draft.kind === 'fixed' ? ' each' : ' off'}`;
  return (
    <div className="grid gap-4">
      <Said message={message} />
      <fieldset disabled={!mayEdit || busy !== ''} className="grid min-w-0 gap-4 lg:grid-cols-2">
        <Panel title="What it does">
          <div className="grid gap-3 p-4 sm:grid-cols-2">
            <div className="sm:col-span-2">
              <Row label="Name, as customers see it" error={errors.name}>
                <input
                  className={inputClass}
                  value={draft.name}
                  maxLength={120}
                  onChange={(event) => set('name', event.target.value)}
                />
              </Row>
            </div>
            <Row label="Kind">
              <select
                className={inputClass}
                value={draft.kind}
                onChange={(event) => {
                  set('kind', event.target.value as RuleDraft['kind']);
                  setPreview(null);
                }}
              >
                <option value="percentage">Percentage off</option>
                <option value="amount">Amount off</option>
                <option value="fixed">Fixed price</option>
              </select>
            </Row>
            <Row label={unit} error={errors.value}>
              <input
                className={`${inputClass} text-right tabular-nums`}
                inputMode="decimal"
                value={draft.value}
                onChange={(event) => set('value', event.target.value)}
              />
            </Row>
            {draft.kind === 'percentage' ? null : (
              <Row
                label="Currency"
                error={errors.currency}
                hint="It holds for prices in this currency only; others need a rule of their own."
              >
                <select
                  className={inputClass}
                  value={draft.currency}
                  onChange={(event) => {
                    set('currency', event.target.value);
                    setPreview(null);
                  }}
                >
                  {currencies.map(({ code }) => (
                    <option key={code} value={code}>
                      {code}
                    </option>
                  ))}
                </select>
              </Row>
            )}
            <Row label="Beside other rules" hint="The rule with the higher priority decides.">
              <select
                className={inputClass}
                value={draft.stacking}
                onChange={(event) => set('stacking', event.target.value as RuleDraft['stacking'])}
              >
                <option value="exclusive">Alone</option>
                <option value="stackable">Together with others</option>
              </select>
            </Row>
            <Row label="Priority" error={errors.priority}>
              <input
                className={`${inputClass} text-right tabular-nums`}
                type="number"
                value={draft.priority}
                onChange={(event) => set('priority', event.target.value)}
              />
            </Row>
          </div>
        </Panel>
        <Panel title="When" aside={<span className="text-xs text-(--a-muted)">{timeZone}</span>}>
          <div className="grid gap-3 p-4 sm:grid-cols-2">
            <Row label="Starts" error={errors.startsAt}>
              <input
                className={inputClass}
                type="datetime-local"
                step={1}
                value={draft.startsAt}
                onChange={(event) => set('startsAt', event.target.value)}
              />
            </Row>
            <Row label="Ends (empty: until stopped)" error={errors.endsAt}>
              <input
                className={inputClass}
                type="datetime-local"
                step={1}
                value={draft.endsAt}
                onChange={(event) => set('endsAt', event.target.value)}
              />
            </Row>
            <label className="flex min-h-9 items-center gap-2 sm:col-span-2">
              <input
                type="checkbox"
                className="size-4 accent-(--a-accent)"
                checked={draft.countdown}
                onChange={(event) => set('countdown', event.target.checked)}
              />
              Flash sale: count down on its product pages
            </label>
            <Row label="Coupon code (empty: for everybody)" error={errors.couponCode}>
              <input
                className={`${inputClass} uppercase placeholder:normal-case`}
                value={draft.couponCode}
                maxLength={40}
                autoComplete="off"
                onChange={(event) => set('couponCode', event.target.value)}
              />
            </Row>
            <div className="grid grid-cols-2 gap-3">
              <Row
                label="Uses in all"
                error={errors.usageLimit}
                hint={draft.used > 0 ? `${draft.used} used` : undefined}
              >
                <input
                  className={`${inputClass} text-right tabular-nums`}
                  type="number"
                  min={1}
                  disabled={draft.couponCode === ''}
                  value={draft.usageLimit}
                  onChange={(event) => set('usageLimit', event.target.value)}
                />
              </Row>
              <Row label="By customer" error={errors.customerLimit}>
                <input
                  className={`${inputClass} text-right tabular-nums`}
                  type="number"
                  min={1}
                  disabled={draft.couponCode === ''}
                  value={draft.customerLimit}
                  onChange={(event) => set('customerLimit', event.target.value)}
                />
              </Row>
            </div>
          </div>
        </Panel>
        <Panel title="What it is for" className="lg:col-span-2">
          <div className="grid gap-3 p-4 md:grid-cols-2 lg:grid-cols-4">
            <label className="flex min-h-9 items-center gap-2 md:col-span-2 lg:col-span-4">
              <input
                type="checkbox"
                className="size-4 accent-(--a-accent)"
                checked={draft.everything}
                onChange={(event) => set('everything', event.target.checked)}
              />
              The whole shop
            </label>
            {draft.everything ? null : (
              <>
                <Choice
                  legend="Categories, with those below"
                  options={choices.categories.map(({ id, title, depth }) => ({ value: id, title, depth }))}
                  chosen={draft.categories}
                  onChange={(chosen) => set('categories', chosen)}
                />
                <Choice
                  legend="Vendors"
                  options={choices.vendors.map((value) => ({ value, title: value }))}
                  chosen={draft.vendors}
                  onChange={(chosen) => set('vendors', chosen)}
                />
                <Choice
                  legend="Product types"
                  options={choices.types.map((value) => ({ value, title: value }))}
                  chosen={draft.types}
                  onChange={(chosen) => set('types', chosen)}
                />
                <Row label={`Products by SKU, one a line${skus.length > 0 ? ` (${skus.length})` : ''}`}>
                  <textarea
                    className={`${inputClass} h-52 py-2 font-mono text-xs`}
                    value={draft.skus}
                    spellCheck={false}
                    onChange={(event) => set('skus', event.target.value)}
                  />
                </Row>
              </>
            )}
            {errors.targets ? (
              <p role="alert" className="text-xs font-medium text-(--a-bad) md:col-span-2 lg:col-span-4">
                {errors.targets}
              </p>
            ) : null}
          </div>
        </Panel>
      </fieldset>
      {mayEdit ? (
        <div className="flex flex-wrap items-center gap-2">
          <Badge tone={phaseTones[draft.phase]}>{draft.id === null ? 'not saved' : draft.phase}</Badge>
          <span className="grow" />
          <button
            type="button"
            className={buttonClass}
            disabled={busy !== ''}
            onClick={() => void save('draft')}
          >
            {busy === 'draft' ? 'Saving…' : 'Save as draft'}
          </button>
          <button
            type="button"
            className={primaryButtonClass}
            disabled={busy !== ''}
            onClick={() => void save('live')}
          >
            {busy === 'live' ? 'Saving…' : 'Save and schedule'}
          </button>
          {draft.id !== null && draft.phase !== 'running' ? (
            <button
              type="button"
              className={buttonClass}
              disabled={busy !== ''}
              onClick={() => void turn('start')}
            >
              {busy === 'start' ? 'Starting…' : 'Start now'}
            </button>
          ) : null}
          {draft.id !== null && (draft.phase === 'running' || draft.phase === 'scheduled') ? (
            <button
              type="button"
              className={buttonClass}
              disabled={busy !== ''}
              onClick={() => void turn('stop')}
            >
              {busy === 'stop' ? 'Stopping…' : 'Stop now'}
            </button>
          ) : null}
        </div>
      ) : null}
      <Panel title="What would it cost">
        <div className="flex flex-wrap items-end gap-2 p-4">
          <Row label={`At this time, ${timeZone}`} error={errors.at}>
            <input
              className={inputClass}
              type="datetime-local"
              step={1}
              value={previewAt}
              onChange={(event) => setChosenAt(event.target.value)}
            />
          </Row>
          <button type="button" className={buttonClass} disabled={busy !== ''} onClick={() => void look()}>
            {busy === 'preview' ? 'Looking…' : 'Preview prices'}
          </button>
          {chosenAt !== null ? (
            <button type="button" className={`${linkClass} h-9`} onClick={() => setChosenAt(null)}>
              at the start
            </button>
          ) : null}
        </div>
        {preview ? <RulePreviewTable preview={preview} currency={priced} /> : null}
      </Panel>
    </div>
  );
}

'use client';

import { SelectField, TextField } from './form.tsx';
import { Panel } from './parts.tsx';
import { type RuleChoices, type RuleDraft, type RuleFieldsProps, skusOf } from './rule-draft.ts';

const numeric = 'text-right tabular-nums';

/** What a rule does to a price, and beside which other rules. */
export function RuleEffect({
  draft,
  errors,
  set,
  currencies,
}: RuleFieldsProps & { currencies: readonly { code: string }[] }) {
  const unit =
    draft.kind === 'percentage' ? 'Percent' : `${draft.currency}${draft.kind === 'fixed' ? ' each' : ' off'}`;
  return (
    <Panel title="What it does">
      <div className="grid gap-3 p-4 sm:grid-cols-2">
        <TextField
          className="sm:col-span-2"
          label="Name, as customers see it"
          error={errors.name}
          value={draft.name}
          maxLength={120}
          onChange={(name) => set('name', name)}
        />
        <SelectField
          label="Kind"
          value={draft.kind}
          options={[
            { value: 'percentage', label: 'Percentage off' },
            { value: 'amount', label: 'Amount off' },
            { value: 'fixed', label: 'Fixed price' },
          ]}
          onChange={(kind) => set('kind', kind as RuleDraft['kind'])}
        />
        <TextField
          label={unit}
          error={errors.value}
          hint={
            draft.kind === 'percentage' && Number(draft.value.replace(',', '.')) >= 100
              ? 'Free of charge: a cart that costs nothing, with its delivery, cannot be ordered in the shop.'
              : undefined
          }
          inputMode="decimal"
          inputClassName={numeric}
          value={draft.value}
          onChange={(value) => set('value', value)}
        />
        {draft.kind === 'percentage' ? null : (
          <SelectField
            label="Currency"
            error={errors.currency}
            hint="It holds for prices in this currency only; others need a rule of their own."
            value={draft.currency}
            options={currencies.map(({ code }) => ({ value: code, label: code }))}
            onChange={(currency) => set('currency', currency)}
          />
        )}
        <SelectField
          label="Beside other rules"
          hint="The rule with the higher priority decides."
          value={draft.stacking}
          options={[
            { value: 'exclusive', label: 'Alone' },
            { value: 'stackable', label: 'Together with others' },
          ]}
          onChange={(stacking) => set('stacking', stacking as RuleDraft['stacking'])}
        />
        <TextField
          label="Priority"
          error={errors.priority}
          type="number"
          inputClassName={numeric}
          value={draft.priority}
          onChange={(priority) => set('priority', priority)}
        />
      </div>
    </Panel>
  );
}

/** When it holds, and for whom: everybody, or those who have a code. */
export function RuleSchedule({ draft, errors, set, timeZone }: RuleFieldsProps & { timeZone: string }) {
  return (
    <Panel title="When" aside={<span className="text-xs text-(--a-muted)">{timeZone}</span>}>
      <div className="grid gap-3 p-4 sm:grid-cols-2">
        <TextField
          label="Starts"
          error={errors.startsAt}
          type="datetime-local"
          step={1}
          value={draft.startsAt}
          onChange={(startsAt) => set('startsAt', startsAt)}
        />
        <TextField
          label="Ends (empty: until stopped)"
          error={errors.endsAt}
          type="datetime-local"
          step={1}
          value={draft.endsAt}
          onChange={(endsAt) => set('endsAt', endsAt)}
        />
        <label className="flex min-h-9 items-center gap-2 sm:col-span-2">
          <input
            type="checkbox"
            className="size-4 accent-(--a-accent)"
            checked={draft.countdown}
            onChange={(event) => set('countdown', event.target.checked)}
          />
          Flash sale: count down on its product pages
        </label>
        <TextField
          label="Coupon code (empty: for everybody)"
          error={errors.couponCode}
          inputClassName="uppercase placeholder:normal-case"
          value={draft.couponCode}
          maxLength={40}
          autoComplete="off"
          onChange={(couponCode) => set('couponCode', couponCode)}
        />
        <div className="grid grid-cols-2 gap-3">
          <TextField
            label="Uses in all"
            error={errors.usageLimit}
            hint={draft.used > 0 ? `${draft.used} used` : undefined}
            type="number"
            min={1}
            inputClassName={numeric}
            disabled={draft.couponCode === ''}
            value={draft.usageLimit}
            onChange={(usageLimit) => set('usageLimit', usageLimit)}
          />
          <TextField
            label="By customer"
            error={errors.customerLimit}
            type="number"
            min={1}
            inputClassName={numeric}
            disabled={draft.couponCode === ''}
            value={draft.customerLimit}
            onChange={(customerLimit) => set('customerLimit', customerLimit)}
          />
        </div>
      </div>
    </Panel>
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

/** Which products it is for: the whole shop, or whatever any of the lists names. */
export function RuleTargets({ draft, errors, set, choices }: RuleFieldsProps & { choices: RuleChoices }) {
  const skus = skusOf(draft);
  return (
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
            <TextField
              className="min-w-0"
              label={`Products by SKU, one a line${skus.length > 0 ? ` (${skus.length})` : ''}`}
              rows={9}
              spellCheck={false}
              inputClassName="font-mono text-xs"
              value={draft.skus}
              onChange={(typed) => set('skus', typed)}
            />
          </>
        )}
        {errors.targets ? (
          <p role="alert" className="text-xs font-medium text-(--a-bad) md:col-span-2 lg:col-span-4">
            {errors.targets}
          </p>
        ) : null}
      </div>
    </Panel>
  );
}

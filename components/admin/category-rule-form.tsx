'use client';

import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import type { CategoryMember, CategoryRule } from '#lib/catalogue/index.ts';
import { blank, condition, kinds, Operand, type Typed, typed } from './category-rule-condition.tsx';
import { fieldErrors, SelectField, useUnsavedGuard } from './form.tsx';
import { Badge, buttonClass, Panel, primaryButtonClass } from './parts.tsx';
import { type Message, type Purge, purgeMessage } from './purge-message.ts';
import { Said } from './said.tsx';
import { send } from './send.ts';

type Preview = { total: number; first: CategoryMember[] };
type Saved = { joined: number; left: number; done: boolean; purge: Purge };

/** The rule that decides which products are in a category: conditions, what they would find, and the way back to hands. */
export function CategoryRuleForm({
  id,
  version,
  rule,
  count,
  choices,
  currency,
  decimals,
  mayEdit,
}: {
  id: string;
  version: number;
  rule: CategoryRule | null;
  /** How many products are in it now. */
  count: number;
  choices: { vendors: string[]; types: string[] };
  currency: string;
  decimals: number;
  mayEdit: boolean;
}) {
  const router = useRouter();
  const lists = useId();
  const [match, setMatch] = useState<CategoryRule['match']>(rule?.match ?? 'all');
  const [conditions, setConditions] = useState<Typed[]>(() =>
    rule ? rule.conditions.map((one) => typed(one, decimals)) : [blank()],
  );
  const [changed, setChanged] = useState(false);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [preview, setPreview] = useState<Preview | null>(null);
  const [message, setMessage] = useState<Message | null>(null);
  const [busy, setBusy] = useState('');
  useUnsavedGuard(changed && busy === '');
  const disabled = !mayEdit || busy !== '';

  function set(key: string, change: Partial<Typed>) {
    setConditions(conditions.map((one) => (one.key === key ? { ...one, ...change } : one)));
    setChanged(true);
    setPreview(null);
  }

  function read(): CategoryRule | null {
    const made = conditions.map((one) => condition(one, decimals));
    const wrong = made.indexOf(null);
    if (wrong >= 0) {
      setErrors({ [`${wrong}`]: `Not an amount in ${currency}` });
      return null;
    }
    setErrors({});
    return { match, conditions: made.filter((one) => one !== null) };
  }

  async function ask<T>(what: string, path: string, body: object): Promise<T | null> {
    setBusy(what);
    setMessage(null);
    const answer = await send<T>('POST', path, body);
    setBusy('');
    if (answer.ok) return answer.value;
    const { problem } = answer;
    setErrors(
      Object.fromEntries(
        Object.entries(fieldErrors(problem)).map(([field, text]) => [
          /^rule\.conditions\.(\d+)/.exec(field)?.[1] ?? 'rule',
          text,
        ]),
      ),
    );
    setMessage({ tone: 'bad', title: problem.title, detail: problem.detail });
    return null;
  }

  async function look() {
    const wanted = read();
    if (!wanted) return;
    setPreview(await ask<Preview>('look', '/api/admin/categories/rule-preview', { rule: wanted }));
  }

  async function save(wanted: CategoryRule | null) {
    const body = { rule: wanted, expectedVersion: version };
    const saved = await ask<Saved>('save', `/api/admin/categories/${id}/rule`, body);
    if (!saved) return;
    setChanged(false);
    setPreview(null);
    const { joined, left, done, purge } = saved;
    setMessage(
      done
        ? purgeMessage(purge, `Saved: ${joined} joined, ${left} left`)
        : { tone: 'info', title: 'Saved; the rest of its products follow within minutes' },
    );
    router.refresh();
  }

  return (
    <Panel
      title="Products by a rule"
      aside={<Badge tone={rule ? 'good' : 'quiet'}>{rule ? 'decides' : 'not used'}</Badge>}
    >
      <form
        noValidate
        className="grid gap-3 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          const wanted = read();
          if (wanted) void save(wanted);
        }}
      >
        <Said message={message} />
        <SelectField
          className="max-w-xs"
          label="Products are in it that fit"
          value={match}
          options={[
            { value: 'all', label: 'all of these' },
            { value: 'any', label: 'any of these' },
          ]}
          disabled={disabled}
          onChange={(value) => {
            setMatch(value === 'any' ? 'any' : 'all');
            setChanged(true);
            setPreview(null);
          }}
        />
        <datalist id={`${lists}-vendor`}>
          {choices.vendors.map((vendor) => (
            <option key={vendor} value={vendor} />
          ))}
        </datalist>
        <datalist id={`${lists}-type`}>
          {choices.types.map((type) => (
            <option key={type} value={type} />
          ))}
        </datalist>
        {conditions.map((one, index) => (
          <fieldset key={one.key} className="rounded-md border border-(--a-line) p-3">
            <legend className="px-1 text-xs text-(--a-muted)">Condition {index + 1}</legend>
            <div className="grid items-end gap-2 sm:grid-cols-[8rem_minmax(0,1fr)_minmax(0,1fr)_auto]">
              <SelectField
                label="What"
                value={one.kind}
                options={kinds}
                disabled={disabled}
                onChange={(kind) =>
                  set(one.key, { kind: kinds.find(({ value }) => value === kind)?.value ?? 'tag' })
                }
              />
              <Operand
                one={one}
                lists={lists}
                currency={currency}
                disabled={disabled}
                onChange={(change) => set(one.key, change)}
              />
              {mayEdit ? (
                <button
                  type="button"
                  className={buttonClass}
                  disabled={disabled || conditions.length === 1}
                  aria-label={`Remove condition ${index + 1}`}
                  onClick={() => {
                    setConditions(conditions.filter(({ key }) => key !== one.key));
                    setChanged(true);
                    setPreview(null);
                  }}
                >
                  Remove
                </button>
              ) : null}
            </div>
            {errors[index] ? (
              <p role="alert" className="mt-2 text-xs font-medium text-(--a-bad)">
                {errors[index]}
              </p>
            ) : null}
          </fieldset>
        ))}
        {preview ? <Found {...preview} count={count} /> : null}
        {mayEdit ? (
          <div className="flex flex-wrap gap-2">
            <button
              type="button"
              className={buttonClass}
              disabled={disabled || conditions.length >= 20}
              onClick={() => {
                setConditions([...conditions, blank()]);
                setChanged(true);
              }}
            >
              Add a condition
            </button>
            <button type="button" className={buttonClass} disabled={disabled} onClick={() => void look()}>
              {busy === 'look' ? 'Looking…' : 'What would fit?'}
            </button>
            <button type="submit" className={primaryButtonClass} disabled={disabled || (!changed && !!rule)}>
              {busy === 'save' ? 'Saving…' : rule ? 'Save the rule' : 'Let this rule decide'}
            </button>
            {rule ? (
              <button
                type="button"
                className={`${buttonClass} ml-auto`}
                disabled={disabled}
                onClick={() => void save(null)}
              >
                Pick by hand from here on
              </button>
            ) : null}
          </div>
        ) : null}
      </form>
    </Panel>
  );
}

function Found({ total, first, count }: Preview & { count: number }) {
  return (
    <div role="status" className="rounded-md bg-(--a-sunken) px-3 py-2">
      <p className="font-medium">
        {total} {total === 1 ? 'product fits' : 'products fit'}; {count} {count === 1 ? 'is' : 'are'} in it
        now
      </p>
      {first.length > 0 ? (
        <p className="mt-0.5 text-(--a-muted)">
          {first.map(({ title }) => title).join(', ')}
          {total > first.length ? `, and ${total - first.length} more` : ''}
        </p>
      ) : null}
    </div>
  );
}

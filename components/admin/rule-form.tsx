'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import type { RulePhase, RulePreview } from '#lib/promotions/index.ts';
import { type FieldErrors, fieldErrors, TextField } from './form.tsx';
import { Badge, buttonClass, linkClass, PageHeading, Panel, primaryButtonClass } from './parts.tsx';
import { type Message, type Purge, purgeMessage } from './purge-message.ts';
import { type RuleChoices, type RuleDraft, type RuleFieldsProps, ruleBody, valueHint } from './rule-draft.ts';
import { RuleEffect, RuleSchedule, RuleTargets } from './rule-fields.tsx';
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

/** Makes and changes a price rule: what it does, for what, when; with a preview of prices before anything is saved. */
export function RuleForm({
  draft: initial,
  choices,
  currencies,
  timeZone,
  mayEdit,
  children,
}: {
  draft: RuleDraft;
  choices: RuleChoices;
  /** Those the shop sells in, its own first, with how many decimals people write. */
  currencies: { code: string; decimals: number }[];
  timeZone: string;
  mayEdit: boolean;
  /** Beside the heading. */
  children: ReactNode;
}) {
  const router = useRouter();
  const [draft, setDraft] = useState(initial);
  /** As it is called where it is stored; none yet for a new one. */
  const [name, setName] = useState(initial.id === null ? null : initial.name);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [message, setMessage] = useState<Message | null>(null);
  const [busy, setBusy] = useState('');
  /** Null: at the start, wherever that is moved. */
  const [chosenAt, setChosenAt] = useState<string | null>(null);
  const previewAt = chosenAt ?? draft.startsAt;
  const [preview, setPreview] = useState<RulePreview | null>(null);
  // A percentage is looked at in the shop's own currency.
  const priced = (draft.kind === 'percentage' ? currencies[0]?.code : undefined) ?? draft.currency;
  const decimals = currencies.find(({ code }) => code === draft.currency)?.decimals ?? 2;

  const set: RuleFieldsProps['set'] = (key, value) => {
    setDraft({ ...draft, [key]: value });
    if (key === 'kind' || key === 'currency') setPreview(null);
  };

  function body(status: 'draft' | 'live'): object | null {
    const content = ruleBody(draft, decimals, status);
    if (content) return content;
    setErrors({ value: valueHint(draft, decimals) });
    setMessage({ tone: 'bad', title: 'Some fields are not right' });
    return null;
  }

  async function ask<T>(what: string, path: string, content: object): Promise<T | null> {
    setBusy(what);
    setMessage(null);
    setErrors({});
    const answer = await send<T>('POST', path, content);
    setBusy('');
    if (answer.ok) return answer.value;
    setErrors(
      Object.fromEntries(
        Object.entries(fieldErrors(answer.problem)).map(([field, said]) => [
          field.replace(/^rule\./, '').split('.')[0],
          said,
        ]),
      ),
    );
    setMessage({ tone: 'bad', title: answer.problem.title, detail: answer.problem.detail });
    return null;
  }

  function saved({ rule, local, purge }: Saved, title: string) {
    setDraft({ ...draft, ...local, id: rule.id, version: rule.version, phase: rule.phase });
    setName(draft.name);
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

  async function remove() {
    if (!window.confirm(`Delete ${draft.name}?`)) return;
    setBusy('delete');
    const answer = await send('DELETE', `/api/admin/rules/${draft.id}`, { expectedVersion: draft.version });
    setBusy('');
    if (!answer.ok) {
      setMessage({ tone: 'bad', title: answer.problem.title, detail: answer.problem.detail });
      return;
    }
    router.push('/admin/rules');
    router.refresh();
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

  const fields = { draft, errors, set };
  return (
    <div className="grid gap-4">
      <PageHeading title={name ?? 'New price rule'}>{children}</PageHeading>
      <Said message={message} />
      <fieldset disabled={!mayEdit || busy !== ''} className="grid min-w-0 gap-4 lg:grid-cols-2">
        <RuleEffect {...fields} currencies={currencies} />
        <RuleSchedule {...fields} timeZone={timeZone} />
        <RuleTargets {...fields} choices={choices} />
      </fieldset>
      {mayEdit ? (
        <div className="flex flex-wrap items-center gap-2">
          <Badge tone={phaseTones[draft.phase]}>{draft.id === null ? 'not saved' : draft.phase}</Badge>
          <span className="grow" />
          {draft.id !== null && draft.phase === 'draft' && draft.used === 0 ? (
            <button
              type="button"
              className={buttonClass}
              disabled={busy !== ''}
              onClick={() => void remove()}
            >
              {busy === 'delete' ? 'Deleting…' : 'Delete'}
            </button>
          ) : null}
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
          <TextField
            label={`At this time, ${timeZone}`}
            error={errors.at}
            type="datetime-local"
            step={1}
            value={previewAt}
            onChange={setChosenAt}
          />
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

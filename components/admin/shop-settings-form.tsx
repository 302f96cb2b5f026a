'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { LinkTrouble } from '#lib/catalogue/index.ts';
import type { ShopLink, ShopSettings } from '#lib/settings/index.ts';
import { type FieldErrors, fieldErrors, TextField, useUnsavedGuard } from './form.tsx';
import { Notice, Panel, primaryButtonClass } from './parts.tsx';
import { type Message, type Purge, purgeMessage } from './purge-message.ts';
import { send } from './send.ts';
import { type Languages, type LinkRow, noLegalLinks, ShopLinks, troubleOf } from './shop-links.tsx';

type Lists = 'header' | 'help' | 'legal';

type Draft = Omit<ShopSettings, Lists> & Record<Lists, LinkRow[]>;

const rowsOf = (links: readonly ShopLink[]): LinkRow[] =>
  links.map((link) => ({ ...link, key: crypto.randomUUID() }));
const linksOf = (rows: readonly LinkRow[]): ShopLink[] => rows.map(({ title, href }) => ({ title, href }));
const plain = ({ header, help, legal, ...rest }: Draft): ShopSettings => ({
  ...rest,
  header: linksOf(header),
  help: linksOf(help),
  legal: linksOf(legal),
});

const lists: { list: Lists; title: string; what: string }[] = [
  { list: 'header', title: 'Links in the header', what: 'Behind the categories, on every page of the shop.' },
  { list: 'help', title: 'Links in the footer, under Help', what: 'In their order.' },
  {
    list: 'legal',
    title: 'Legal links',
    what: 'At the foot of every page, checkout included: imprint, terms, privacy.',
  },
];

/** Everything the owner says of the shop as a whole, saved at once. */
export function ShopSettingsForm({
  settings,
  version,
  languages,
  troubles,
  editable,
}: {
  settings: ShopSettings;
  version: string;
  languages: Languages;
  /** What is wrong with links as they were saved, by address. */
  troubles: Readonly<Record<string, LinkTrouble>>;
  editable: boolean;
}) {
  const router = useRouter();
  const [draft, setDraft] = useState<Draft>(() => ({
    ...settings,
    header: rowsOf(settings.header),
    help: rowsOf(settings.help),
    legal: rowsOf(settings.legal),
  }));
  const [saved, setSaved] = useState(() => JSON.stringify(plain(draft)));
  const [current, setCurrent] = useState(version);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [message, setMessage] = useState<Message | null>(null);
  const [busy, setBusy] = useState(false);
  const dirty = JSON.stringify(plain(draft)) !== saved;
  useUnsavedGuard(dirty && !busy);
  const disabled = !editable || busy;
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const { announcement } = draft;
  const announce = (change: Partial<ShopSettings['announcement']>) =>
    set({ announcement: { ...announcement, ...change } });

  async function save() {
    setBusy(true);
    setMessage(null);
    const wanted = plain(draft);
    const answer = await send<{ version: string; purge: Purge }>('POST', '/api/admin/settings/shop', {
      settings: wanted,
      expectedVersion: current,
    });
    setBusy(false);
    if (!answer.ok) {
      const wrong = fieldErrors(answer.problem);
      setErrors(
        Object.fromEntries(
          Object.entries(wrong).map(([field, text]) => [field.replace(/^settings\./, ''), text]),
        ),
      );
      return setMessage({ tone: 'bad', title: answer.problem.title, detail: answer.problem.detail });
    }
    setErrors({});
    setSaved(JSON.stringify(wanted));
    setCurrent(answer.value.version);
    setMessage(purgeMessage(answer.value.purge));
    router.refresh();
  }

  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Panel title="The shop">
        <div className="grid gap-3 p-4 sm:grid-cols-2">
          <TextField
            label="Name, on every page and in every mail"
            value={draft.name}
            error={errors.name}
            disabled={disabled}
            maxLength={60}
            onChange={(name) => set({ name })}
          />
          <TextField
            label="Company that runs it"
            value={draft.company}
            error={errors.company}
            disabled={disabled}
            maxLength={120}
            onChange={(company) => set({ company })}
          />
          {languages.map(({ locale, name }) => (
            <TextField
              key={`tagline ${locale}`}
              label={`Behind the name, in the home page's title, in ${name}`}
              value={draft.tagline[locale] ?? ''}
              error={errors[`tagline.${locale}`]}
              disabled={disabled}
              maxLength={80}
              onChange={(text) => set({ tagline: { ...draft.tagline, [locale]: text } })}
            />
          ))}
          {languages.map(({ locale, name }) => (
            <TextField
              key={`description ${locale}`}
              label={`For search engines and feeds, in ${name}`}
              value={draft.description[locale] ?? ''}
              error={errors[`description.${locale}`]}
              disabled={disabled}
              maxLength={300}
              rows={2}
              onChange={(text) => set({ description: { ...draft.description, [locale]: text } })}
            />
          ))}
          <TextField
            label="E-mail for customers"
            type="email"
            value={draft.email}
            error={errors.email}
            disabled={disabled}
            maxLength={254}
            onChange={(email) => set({ email })}
          />
          <TextField
            label="Phone for customers"
            value={draft.phone}
            error={errors.phone}
            disabled={disabled}
            maxLength={40}
            onChange={(phone) => set({ phone })}
          />
          <TextField
            className="sm:col-span-2"
            label="Postal address"
            hint="Company, e-mail, phone and address stand, as far as they are filled in, in the footer and under every mail."
            value={draft.address}
            error={errors.address}
            disabled={disabled}
            maxLength={300}
            rows={3}
            onChange={(address) => set({ address })}
          />
        </div>
      </Panel>
      <Panel title="Announcement above every page">
        <div className="grid gap-3 p-4">
          <label className="flex min-h-9 items-center gap-2">
            <input
              type="checkbox"
              className="size-4 accent-(--a-accent)"
              checked={announcement.shown}
              disabled={disabled}
              onChange={(event) => announce({ shown: event.target.checked })}
            />
            Show it
          </label>
          <div className="grid gap-3 sm:grid-cols-2">
            {languages.map(({ locale, name }) => (
              <TextField
                key={locale}
                label={`Text in ${name}`}
                value={announcement.text[locale] ?? ''}
                error={errors[`announcement.text.${locale}`]}
                disabled={disabled}
                maxLength={160}
                onChange={(text) => announce({ text: { ...announcement.text, [locale]: text } })}
              />
            ))}
            <TextField
              label="Where it leads (empty: nowhere)"
              placeholder="/c/sale"
              hint={troubleOf(announcement.href, { troubles, languages })}
              value={announcement.href}
              error={errors['announcement.href']}
              disabled={disabled}
              maxLength={300}
              onChange={(href) => announce({ href })}
            />
          </div>
        </div>
      </Panel>
      {lists.map(({ list, title, what }) => (
        <ShopLinks
          key={list}
          title={title}
          what={what}
          rows={draft[list]}
          languages={languages}
          troubles={troubles}
          empty={list === 'legal' ? noLegalLinks : undefined}
          errorOf={(field) => errors[`${list}.${field}`]}
          disabled={disabled}
          onChange={(rows) => set({ [list]: rows })}
        />
      ))}
      {message ? (
        <Notice tone={message.tone} title={message.title}>
          {message.detail}
        </Notice>
      ) : null}
      {editable ? (
        <div className="sticky bottom-0 z-10 -mx-4 flex items-center gap-3 border-(--a-line) border-t bg-(--a-bg) px-4 py-3 md:-mx-8 md:px-8">
          <p className="text-(--a-muted)">{dirty ? 'Not saved yet' : 'Everything is saved'}</p>
          <button type="submit" className={`${primaryButtonClass} ml-auto`} disabled={busy || !dirty}>
            {busy ? 'Saving…' : 'Save'}
          </button>
        </div>
      ) : null}
    </form>
  );
}

import Link from 'next/link';
import type { ReactNode } from 'react';
import type { LinkTrouble } from '#lib/catalogue/index.ts';
import type { ShopLink } from '#lib/settings/index.ts';
import { TextField } from './form.tsx';
import { buttonClass, Empty, Notice, Panel } from './parts.tsx';
import { moved } from './product-images.tsx';

/** The shop's languages, its own first. */
export type Languages = { locale: string; name: string }[];

/** A link as it is edited: React tells rows apart by `key`. */
export type LinkRow = ShopLink & { key: string };

/** Instead of a list of legal links that is empty. */
export const noLegalLinks = (
  <div className="px-4 pt-3">
    <Notice tone="warn" title="The shop has no imprint, terms or privacy">
      Most countries want them on every page of a shop. Write and publish them under{' '}
      <Link href="/admin/cms" prefetch={false} className="underline">
        Texts
      </Link>
      , then add a link to each.
    </Notice>
  </div>
);

/** What a link disappoints with, and where that is mended; nothing for one that is fine or was not saved yet. */
export function troubleOf(
  href: string,
  { troubles, languages }: { troubles: Readonly<Record<string, LinkTrouble>>; languages: Languages },
): ReactNode {
  const trouble = troubles[href.trim()];
  if (!trouble) return undefined;
  const key = /^\/pages\/([^/?#]+)/.exec(href.trim())?.[1];
  const nameOf = (locale: string) => languages.find((one) => one.locale === locale)?.name ?? locale;
  const [said, act] = {
    missing: ['No such page: visitors find nothing there.', 'Write it'],
    hidden: [key ? 'Not published: visitors find nothing there.' : 'Hidden from visitors.', 'Publish it'],
    untranslated: [
      `Not written in ${trouble.kind === 'untranslated' ? trouble.locales.map(nameOf).join(', ') : ''}: shown in ${languages[0]?.name ?? ''}.`,
      'Translate it',
    ],
  }[trouble.kind];
  return (
    <span className="font-medium text-(--a-warn)">
      {said}{' '}
      {key ? (
        <Link
          href={trouble.kind === 'missing' ? '/admin/cms' : `/admin/cms/${key}`}
          prefetch={false}
          className="underline"
        >
          {act}
        </Link>
      ) : null}
    </span>
  );
}

/** A list of links of the shop: their titles in each language, where they lead, and their order. */
export function ShopLinks({
  title,
  what,
  rows,
  languages,
  troubles,
  empty = <Empty>No link yet.</Empty>,
  errorOf,
  disabled,
  onChange,
}: {
  title: string;
  what: string;
  rows: LinkRow[];
  languages: Languages;
  troubles: Readonly<Record<string, LinkTrouble>>;
  empty?: ReactNode;
  errorOf: (field: string) => string | undefined;
  disabled: boolean;
  onChange: (rows: LinkRow[]) => void;
}) {
  const change = (key: string, next: Partial<LinkRow>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...next } : row)));
  const small = `${buttonClass} w-9 px-0`;
  return (
    <Panel title={title}>
      <p className="px-4 pt-3 text-(--a-muted) text-xs">{what}</p>
      {rows.length === 0 ? empty : null}
      <ol>
        {rows.map((row, index) => (
          <li
            key={row.key}
            className="grid items-start gap-2 border-(--a-line) border-b p-4 last:border-b-0 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1.4fr)_auto]"
          >
            {languages.map(({ locale, name }) => (
              <TextField
                key={locale}
                label={`Title in ${name}`}
                value={row.title[locale] ?? ''}
                placeholder={row.title[languages[0]?.locale ?? ''] ?? ''}
                error={errorOf(`${index}.title.${locale}`)}
                disabled={disabled}
                maxLength={40}
                onChange={(text) => change(row.key, { title: { ...row.title, [locale]: text } })}
              />
            ))}
            <TextField
              label="Leads to"
              placeholder="/pages/imprint"
              hint={troubleOf(row.href, { troubles, languages })}
              value={row.href}
              error={errorOf(`${index}.href`)}
              disabled={disabled}
              maxLength={300}
              onChange={(href) => change(row.key, { href })}
            />
            <span className="flex gap-1 sm:pt-5">
              <button
                type="button"
                className={small}
                disabled={disabled || index === 0}
                aria-label={`Move link ${index + 1} up`}
                onClick={() => onChange(moved(rows, index, index - 1))}
              >
                ↑
              </button>
              <button
                type="button"
                className={small}
                disabled={disabled || index === rows.length - 1}
                aria-label={`Move link ${index + 1} down`}
                onClick={() => onChange(moved(rows, index, index + 1))}
              >
                ↓
              </button>
              <button
                type="button"
                className={small}
                disabled={disabled}
                aria-label={`Remove link ${index + 1}`}
                onClick={() => onChange(rows.filter(({ key }) => key !== row.key))}
              >
                ×
              </button>
            </span>
          </li>
        ))}
      </ol>
      <div className="p-4 pt-2">
        <button
          type="button"
          className={buttonClass}
          disabled={disabled || rows.length >= 12}
          onClick={() => onChange([...rows, { key: crypto.randomUUID(), title: {}, href: '' }])}
        >
          Add a link
        </button>
      </div>
    </Panel>
  );
}

import { readFile } from 'node:fs/promises';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { Accordion } from '#components/ui/accordion.tsx';
import { Alert } from '#components/ui/alert.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Card } from '#components/ui/card.tsx';
import { Field, SelectField } from '#components/ui/field.tsx';
import { Price } from '#components/ui/price.tsx';
import { Prose } from '#components/ui/prose.tsx';
import { MoreWords, Words } from '#components/ui/words.tsx';
import { messagesFor } from '#lib/i18n/index.ts';
import { env } from '#lib/platform/index.ts';
import { Buttons, Interactive } from './interactive.tsx';
import { coloursOf, contrast, pairs } from './tokens.ts';

export const dynamic = 'force-dynamic';
export const metadata = { title: 'Design' };

const types = [
  ['display text-hero', 'Hero', 'The first line of the shop. Once, on the home page.'],
  ['display text-title', 'Title', 'A page’s own name: its h1.'],
  ['display text-section', 'Section', 'A part of a page: h2.'],
  ['display text-2xl', 'Panel', 'Drawers, tiles, cards.'],
  ['text-xl', 'Price', 'What a product costs, beside its name.'],
  ['text-base', 'Text', 'Everything that is read. 16 px, 1.6 lines, at most 65 characters wide.'],
  ['text-sm text-muted', 'Note', 'What stands beside: vendor, tax, hints.'],
  ['eyebrow text-muted', 'Eyebrow', 'Names the kind of what follows.'],
] as const;

const rules = [
  'Phone first, from 320 px. Nothing scrolls sideways but strips that say so.',
  'One thing to do on a page: it is the only one in the action colour.',
  'What can be pressed is 44 px high, has a name, and shows its focus.',
  'A picture holds its place before it is there; text never moves when a font arrives.',
  'Movement is 0.2 to 0.7 s on one curve (ease-swell), and none for who asked for less.',
  'Colour never says anything alone: sold out is also struck through, an error is also written.',
  'A message says what happened and what to do, beside the field it is about.',
];

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-14 border-line border-t pt-8">
      <h2 className="display mb-6 text-section">{title}</h2>
      {children}
    </section>
  );
}

/** The shop's design on one page, in development only: colours are read from the style sheet, components are the shop's. */
export default async function DesignPage() {
  if (env.NODE_ENV === 'production') notFound();
  const colours = coloursOf(await readFile('app/globals.css', 'utf8'));
  const hexOf = (name: string, scheme: 'light' | 'dark') =>
    colours.find((colour) => colour.name === name)?.[scheme] ?? '#000000';
  return (
    <main className="wrap py-12">
      <h1 className="display text-title">Design</h1>
      <p className="mt-4 max-w-prose text-muted">
        A chandler’s shop: paper, ink, and the orange of a buoy for the one thing to do. The page follows your
        system’s light or dark scheme.
      </p>
      <ul className="mt-6 max-w-prose list-disc space-y-1.5 pl-5">
        {rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>

      <Part title="Colours">
        <ul className="grid grid-cols-2 gap-4 sm:grid-cols-4 lg:grid-cols-6">
          {colours.map(({ name, light, dark }) => (
            <li key={name} className="text-sm">
              <span className="flex h-16 overflow-hidden rounded-card border border-line" aria-hidden="true">
                <span className="flex-1" style={{ background: light }} />
                <span className="flex-1" style={{ background: dark }} />
              </span>
              <span className="mt-1.5 block font-medium">{name}</span>
              <span className="block text-muted text-xs tabular-nums">
                {light} · {dark}
              </span>
            </li>
          ))}
        </ul>
      </Part>

      <Part title="Text on grounds">
        <p className="mb-4 text-muted">Contrast by day and by night; a test fails below 4.5.</p>
        <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
          {pairs.flatMap(({ text, grounds }) =>
            grounds.map((ground) => (
              <li
                key={`${text}/${ground}`}
                className="flex items-baseline justify-between gap-3 rounded-card border border-line px-4 py-3"
                style={{ background: `var(--color-${ground})`, color: `var(--color-${text})` }}
              >
                <span>
                  {text} on {ground}
                </span>
                <span className="text-sm tabular-nums">
                  {(['light', 'dark'] as const)
                    .map((scheme) => contrast(hexOf(text, scheme), hexOf(ground, scheme)).toFixed(1))
                    .join(' · ')}
                </span>
              </li>
            )),
          )}
        </ul>
      </Part>

      <Part title="Type">
        <dl className="grid gap-6">
          {types.map(([look, name, use]) => (
            <div key={name} className="grid items-baseline gap-x-8 gap-y-1 md:grid-cols-[1fr_20rem]">
              <dt className={`${look} [overflow-wrap:anywhere]`}>{name}: rope and canvas</dt>
              <dd className="text-muted text-sm">
                {use} <code>{look}</code>
              </dd>
            </div>
          ))}
        </dl>
      </Part>

      <Part title="Buttons">
        <Buttons />
      </Part>

      <Part title="Fields">
        <div className="grid gap-6 md:grid-cols-2">
          <Field name="plain" label="Name" placeholder="Grace O’Malley" autoComplete="off" />
          <Field name="hint" label="Phone" hint="For the carrier, if they cannot find you." />
          <Field
            name="error"
            label="Postcode"
            defaultValue="1234"
            error="A postcode of Germany has five digits, such as 20457."
          />
          <Field name="disabled" label="Country" defaultValue="Ireland" disabled />
          <SelectField name="select" label="Delivery" defaultValue="post">
            <option value="post">By post</option>
            <option value="courier">By courier</option>
          </SelectField>
        </div>
      </Part>

      <Part title="Messages and badges">
        <div className="grid max-w-2xl gap-4">
          <Alert title="The price has changed">It is €14.50 now; it was €13.00 when you came.</Alert>
          <Alert tone="success" title="Added to your cart" />
          <Alert tone="error" title="Your card was declined">
            Nothing was charged. Try another card.
          </Alert>
          <p className="flex flex-wrap gap-3">
            <Badge>Sold out</Badge>
            <Badge tone="signal">Reduced 20 %</Badge>
            <Badge tone="good">In stock</Badge>
            <Badge tone="bad">Failed</Badge>
          </p>
          <p>
            <Price minor={1450} currency="EUR" className="font-medium" />
          </p>
        </div>
      </Part>

      <Part title="Parts that move">
        <Words languageTag="en-IE" messages={messagesFor('en', ['cart', 'shell'])}>
          <MoreWords messages={messagesFor('en', ['product'])}>
            <Interactive />
          </MoreWords>
        </Words>
      </Part>

      <Part title="Sheets and text">
        <div className="grid gap-8 md:grid-cols-2">
          <Card>
            <Prose html="<h3>A sheet</h3><p>For forms, summaries and notices. Text from the admin is plain HTML: <a href='#sheet'>links</a>, lists and tables look like this.</p><ul><li>Canvas, 400 g</li><li>Brass eyelets</li></ul><table><tr><th>Size</th><td>60 × 40 cm</td></tr></table>" />
          </Card>
          <Accordion
            open={['returns']}
            items={[
              { key: 'returns', title: 'Returns', body: 'Within 30 days, in the state it came.' },
              { key: 'care', title: 'Care', body: 'Rinse in fresh water, dry in the shade.' },
            ]}
          />
        </div>
      </Part>
    </main>
  );
}

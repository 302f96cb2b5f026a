import {
  Body,
  Button,
  Column,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Link,
  Preview,
  Row,
  Section,
  Text,
} from '@react-email/components';
import { render } from '@react-email/render';
import { Fragment, createElement as h, type ReactElement } from 'react';
import type { Block, Letter, Voice } from './letter.ts';

const ink = '#12233a';
const muted = '#535d6b';
const line = '#ddd4c2';
const sans = "-apple-system,BlinkMacSystemFont,'Segoe UI',Helvetica,Arial,sans-serif";
const serif = "'Iowan Old Style',Georgia,'Times New Roman',serif";

// Clients that drop this keep the inline styles, which stand alone: light, one column, up to 600 px.
const stylesheet = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (max-width: 480px) {
  .sheet { padding: 24px 20px 28px !important; }
  .outer { padding: 0 !important; }
  .button { display: block !important; text-align: center !important; }
  h1 { font-size: 26px !important; }
}
@media (prefers-color-scheme: dark) {
  body, body > table > tbody > tr > td { background: #0b1828 !important; }
  .sheet { background: #12233a !important; border-color: #2a3b52 !important; }
  .sheet, .sheet h1, .sheet p, .sheet td, .sheet a { color: #f8f4eb !important; }
  .sheet .quiet, .footer, .footer a { color: #b6bfca !important; }
  .sheet .button { background: #f8f4eb !important; color: #12233a !important; }
  .sheet .button span { color: #12233a !important; }
  .sheet td { border-color: #2a3b52 !important; }
}`;

const quiet = { color: muted, fontSize: '14px', lineHeight: '20px' };
const rule = { borderBottom: `1px solid ${line}` };
const amountCell = { textAlign: 'right', verticalAlign: 'top', whiteSpace: 'nowrap', width: '1%' } as const;

const paragraph = (text: string, style: object = {}, className?: string) =>
  h(Text, { className, style: { margin: '0 0 12px', fontSize: '16px', lineHeight: '25px', ...style } }, text);

const row = (key: string | number, ...children: ReactElement[]) =>
  h(Fragment, { key }, h(Row, null, h(Fragment, null, ...children)));

const label = (text: string) =>
  paragraph(text, { ...quiet, margin: '0 0 4px', fontWeight: 600, letterSpacing: '.02em' }, 'quiet');

const actions = {
  button: (text: string, url: string) =>
    h(
      Button,
      {
        href: url,
        className: 'button',
        style: {
          background: ink,
          color: '#ffffff',
          borderRadius: '6px',
          padding: '14px 24px',
          fontSize: '16px',
          fontWeight: 600,
        },
      },
      text,
    ),
  link: (text: string, url: string) =>
    h(Link, { href: url, style: { color: ink, textDecoration: 'underline', fontSize: '15px' } }, text),
};

function linesHtml({ lines, totals }: Extract<Block, { kind: 'lines' }>): ReactElement {
  const cell = { padding: '12px 0', verticalAlign: 'top', ...rule };
  const rows = lines.map(({ title, detail, amount, was }, index) =>
    row(
      `line-${index}`,
      h(
        Column,
        { style: { ...cell, paddingRight: '12px', wordBreak: 'break-word' } },
        paragraph(title, { margin: 0, fontWeight: 600, lineHeight: '22px' }),
        paragraph(detail, { ...quiet, margin: 0 }, 'quiet'),
      ),
      h(
        Column,
        { align: 'right', style: { ...cell, ...amountCell } },
        paragraph(amount, { margin: 0, lineHeight: '22px' }),
        was === undefined
          ? null
          : paragraph(was, { ...quiet, margin: 0, textDecoration: 'line-through' }, 'quiet'),
      ),
    ),
  );
  const sums = totals.map(({ label: name, amount, strong }, index) => {
    const style = { margin: 0, padding: strong ? '10px 0 4px' : '4px 0', ...(strong ? {} : quiet) };
    const weight = strong ? { fontWeight: 700, fontSize: '18px' } : {};
    return row(
      `total-${index}`,
      h(
        Column,
        { style: { paddingRight: '12px' } },
        paragraph(name, { ...style, ...weight }, strong ? '' : 'quiet'),
      ),
      h(
        Column,
        { align: 'right', style: amountCell },
        paragraph(amount, { ...style, ...weight }, strong ? '' : 'quiet'),
      ),
    );
  });
  return h(Section, { style: { margin: '8px 0 20px', borderTop: `1px solid ${line}` } }, ...rows, ...sums);
}

function blockHtml(block: Block): ReactElement {
  switch (block.kind) {
    case 'paragraph':
      return paragraph(block.text);
    case 'note':
      return paragraph(block.text, { ...quiet, margin: '4px 0 0' }, 'quiet');
    case 'button':
      return h(Section, { style: { margin: '12px 0 24px' } }, actions.button(block.label, block.url));
    case 'links':
      return h(
        Section,
        { style: { margin: '8px 0 0' } },
        ...block.links.map(({ title, label: text, url }, index) =>
          row(
            index,
            h(
              Column,
              { style: { padding: '14px 0', borderTop: `1px solid ${line}` } },
              paragraph(title, { margin: '0 0 2px', fontWeight: 600 }),
              actions.link(text, url),
            ),
          ),
        ),
      );
    case 'facts':
      return h(
        Section,
        { style: { margin: '4px 0 16px' } },
        ...block.rows.map((fact, index) =>
          row(
            index,
            h(
              Column,
              { style: { padding: '8px 0', wordBreak: 'break-word', ...rule } },
              label(fact.label),
              paragraph(fact.value, { margin: 0, fontWeight: 600 }),
            ),
          ),
        ),
      );
    case 'lines':
      return linesHtml(block);
    case 'address':
      return h(
        Section,
        { style: { margin: '0 0 16px' } },
        label(block.title),
        ...block.lines.map((text, index) =>
          h(
            Text,
            {
              key: index,
              style: { margin: 0, fontSize: '15px', lineHeight: '22px', wordBreak: 'break-word' },
            },
            text,
          ),
        ),
      );
    default:
      return block satisfies never;
  }
}

function document(letter: Letter, { locale, shopName, shopUrl, contact }: Voice): ReactElement {
  const brand = h(
    Link,
    { href: shopUrl, style: { color: ink, textDecoration: 'none', fontFamily: serif, fontSize: '22px' } },
    shopName,
  );
  const sheet = {
    background: '#fffdf9',
    border: `1px solid ${line}`,
    borderRadius: '10px',
    padding: '32px 36px 36px',
  };
  return h(
    Html,
    { lang: locale },
    h(
      Head,
      null,
      h('meta', { name: 'viewport', content: 'width=device-width,initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('title', null, letter.subject),
      h('style', null, stylesheet),
    ),
    h(Preview, null, letter.preview),
    h(
      Body,
      { className: 'ground', style: { margin: 0, background: '#f8f4eb', color: ink, fontFamily: sans } },
      h(
        Container,
        { className: 'outer', style: { maxWidth: '600px', width: '100%', padding: '28px 12px' } },
        h(
          Section,
          { className: 'sheet', style: sheet },
          h(
            Row,
            null,
            h(
              Column,
              { className: 'sheet-inner' },
              brand,
              h(Hr, { style: { borderTop: `2px solid #c2410c`, width: '40px', margin: '14px 0 22px' } }),
              h(
                Heading,
                {
                  as: 'h1',
                  style: {
                    margin: '0 0 14px',
                    fontFamily: serif,
                    fontWeight: 400,
                    fontSize: '30px',
                    lineHeight: '1.2',
                  },
                },
                letter.heading,
              ),
              ...letter.blocks.map((block, index) => h('div', { key: index }, blockHtml(block))),
            ),
          ),
        ),
        h(
          Text,
          { className: 'footer', style: { ...quiet, margin: '18px 12px 24px', textAlign: 'center' } },
          ...contact.map((line, index) => h(Fragment, { key: index }, line, h('br'))),
          letter.reason,
        ),
      ),
    ),
  );
}

/** The HTML part: one column, inline styles, tables; dark where the client says so. */
export function letterHtml(letter: Letter, voice: Voice): Promise<string> {
  return render(document(letter, voice));
}

import type { Block, Letter, Voice } from './letter.ts';

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
    case 'note':
      return block.text;
    case 'button':
      return `${block.label}:\n${block.url}`;
    case 'links':
      return block.links.map(({ title, label, url }) => `${title}\n${label}: ${url}`).join('\n\n');
    case 'facts':
      return block.rows.map(({ label, value }) => `${label}: ${value}`).join('\n');
    case 'lines':
      return [
        ...block.lines.map(({ title, detail, amount }) => `${title}\n  ${detail}: ${amount}`),
        '',
        ...block.totals.map(({ label, amount }) => `${label}: ${amount}`),
      ].join('\n');
    case 'address':
      return `${block.title}:\n${block.lines.join('\n')}`;
    default:
      return block satisfies never;
  }
}

/** The text part: everything the HTML part says, in the same order. */
export function letterText(letter: Letter, { shopName, shopUrl, contact }: Voice): string {
  return [
    letter.heading,
    ...letter.blocks.map(blockText),
    ['-- ', shopName, shopUrl, ...contact, letter.reason].join('\n'),
  ].join('\n\n');
}

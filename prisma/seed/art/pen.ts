import type { Palette } from './palettes.ts';

/** What a motif draws with. Coordinates are of an 800 × 800 picture; standing things end at y = 640. */
export type Pen = {
  colours: Palette;
  /** The next number of the seed's own sequence, from 0 to 1. */
  random: () => number;
  /** A shape with its right side, from `x` on, in a darker colour. */
  shaded: (d: string, fill: string, shade: string, x: number) => string;
  /** Anything, cut to the outline `d`. */
  inside: (d: string, content: string) => string;
};

export type Motif = {
  /** `stand`: on a table, with a shadow this wide. `lie`: seen from above, with a cast shadow. */
  pose: { kind: 'stand'; shadow: number } | { kind: 'lie' };
  draw: (pen: Pen) => string;
};

export const stand = (shadow: number, draw: Motif['draw']): Motif => ({
  pose: { kind: 'stand', shadow },
  draw,
});
export const lie = (draw: Motif['draw']): Motif => ({ pose: { kind: 'lie' }, draw });

export const fill = (d: string, colour: string, more = '') =>
  `<path d="${d}" fill="${colour}"${more && ` ${more}`}/>`;
export const line = (d: string, colour: string, width: number, more = '') =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}"${more.includes('linecap') ? '' : ' stroke-linecap="round"'}${more && ` ${more}`}/>`;
export const box = (x: number, y: number, w: number, h: number, r: number, colour: string, more = '') =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="${colour}"${more && ` ${more}`}/>`;
export const disc = (x: number, y: number, r: number, colour: string, more = '') =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${colour}"${more && ` ${more}`}/>`;
export const oval = (x: number, y: number, rx: number, ry: number, colour: string, more = '') =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${colour}"${more && ` ${more}`}/>`;
export const turned = (degrees: number, content: string) =>
  `<g transform="rotate(${degrees} 400 400)">${content}</g>`;
export const mirrored = (content: string) => `<g transform="matrix(-1 0 0 1 800 0)">${content}</g>`;
/** The same mark `count` times. */
export const times = (count: number, mark: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => mark(index)).join('');
/** The outline of a rectangle with round corners, for `shaded` and `inside`. */
export const block = (x: number, y: number, w: number, h: number, r: number) =>
  `M${x + r} ${y}h${w - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${h - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}h${2 * r - w}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - h}a${r} ${r} 0 0 1 ${r} ${-r}z`;

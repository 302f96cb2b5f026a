import { createHash } from 'node:crypto';
import { cabin } from './cabin.ts';
import { deck } from './deck.ts';
import { galley } from './galley.ts';
import { goods } from './goods.ts';
import { ink, type Palette, paletteOf } from './palettes.ts';
import type { Motif, Pen } from './pen.ts';
import { type Room, scene } from './scene.ts';
import { wear } from './wear.ts';

/** Pictures of the demo shop's goods, drawn by code: no photographs, no licences, no network. */

const motifOf: Readonly<Record<string, Motif>> = { ...galley, ...deck, ...cabin, ...wear, ...goods };

export const motifs: readonly string[] = Object.keys(motifOf);
export const palettes: readonly string[] = Object.keys(paletteOf);
/** Width and height of every picture. */
export const ART_SIZE = 800;

/**
 * `seed` (letters, digits, dashes) varies what a motif leaves open, such as the sea of a poster. `view`: the thing
 * alone, or in a room.
 */
export type Art = { seed: string; motif: string; palette: string; view: 'flat' | 'scene' };

/** The file name that stands for a picture: `enamel-mug-navy.svg`, `enamel-mug-navy_scene.svg`. */
export function artFile({ seed, motif, palette, view }: Art): string {
  return `${seed}-${motif}-${palette}${view === 'scene' ? '_scene' : ''}.svg`;
}

/** Reads a file name back; null if no such picture can be drawn. */
export function parseArtFile(file: string): Art | null {
  const [, seed = '', motif = '', palette = '', room] =
    /^([a-z0-9-]{1,80})-([a-z]{1,24})-([a-z]{1,20})(_scene)?\.svg$/.exec(file) ?? [];
  if (!Object.hasOwn(motifOf, motif) || !Object.hasOwn(paletteOf, palette)) return null;
  return { seed, motif, palette, view: room ? 'scene' : 'flat' };
}

function sequence(seed: string): () => number {
  let index = 0;
  return () => {
    const hash = createHash('sha256').update(`${seed}/${index++}`).digest();
    return hash.readUInt32BE(0) / 2 ** 32;
  };
}

/** Draws a picture as an SVG document: the same one for the same input. @throws for an unknown motif or palette. */
export function renderArt({ seed, motif, palette, view }: Art): string {
  const drawing = motifOf[motif];
  const colours = paletteOf[palette];
  if (!drawing || !colours) throw new RangeError(`no such art: ${motif} ${palette}`);
  let clips = 0;
  const inside: Pen['inside'] = (d, content) => {
    const id = `c${clips++}`;
    return `<clipPath id="${id}"><path d="${d}"/></clipPath><g clip-path="url(#${id})">${content}</g>`;
  };
  const random = sequence(seed);
  const pen: Pen = {
    colours,
    random,
    inside,
    shaded: (d, fill, shade, x) =>
      `<path d="${d}" fill="${fill}"/>${inside(d, `<path d="M${x} 0h800v800H${x}z" fill="${shade}"/>`)}`,
  };
  const { pose } = drawing;
  const object = drawing.draw(pen);
  const picture =
    view === 'scene'
      ? scene(colours, object, {
          room: roomOf(motif, pose),
          ...shadowOf(pose),
          pick: sequence(`${seed}/room`)(),
        })
      : alone(colours, object, pose);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${ART_SIZE} ${ART_SIZE}" width="${ART_SIZE}" height="${ART_SIZE}">` +
    `${round(picture)}</svg>`
  );
}

const shadowOf = (pose: Motif['pose']) => ({ shadow: pose.kind === 'stand' ? pose.shadow : 0 });

function roomOf(motif: string, pose: Motif['pose']): Room {
  if (pose.kind === 'stand') return 'standing';
  if (/^(cushion|blanket)/.test(motif)) return 'sofa';
  return /^(poster|print|dish|plate|rug|bulkhead)/.test(motif) ? 'wall' : 'pegs';
}

/** Two decimals are enough for a picture, and half the bytes. */
const round = (svg: string) => svg.replaceAll(/\d+\.\d{3,}/g, (number) => Number(number).toFixed(2));

function alone(colours: Palette, object: string, pose: Motif['pose']): string {
  if (pose.kind === 'stand') return onTable(colours, pose.shadow) + object;
  const cast =
    '<filter id="s" x="-10%" y="-10%" width="125%" height="125%">' +
    `<feDropShadow dx="14" dy="18" stdDeviation="6" flood-color="${ink}" flood-opacity=".2"/></filter>`;
  return `${onWall(colours)}${cast}<g filter="url(#s)">${object}</g>`;
}

function onTable({ ground, table, disc }: Palette, shadow: number): string {
  const cast = shadow
    ? `<ellipse cx="412" cy="640" rx="${shadow}" ry="20" fill="${ink}" opacity=".16"/>`
    : '';
  const floor = shadow ? `<path d="M0 566h800v234H0z" fill="${table}"/>` : '';
  return `<path d="M0 0h800v800H0z" fill="${ground}"/><circle cx="400" cy="400" r="290" fill="${disc}"/>${floor}${cast}`;
}

function onWall({ ground, disc }: Palette): string {
  return `<path d="M0 0h800v800H0z" fill="${ground}"/><circle cx="400" cy="400" r="310" fill="${disc}"/>`;
}

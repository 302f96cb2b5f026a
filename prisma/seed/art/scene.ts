import { ink, type Palette, wood } from './palettes.ts';
import { box, disc, fill, line, oval, times } from './pen.ts';

/** Where a thing lives: rooms drawn around an object, which stands with its foot at 400, 640 or lies around 400, 400. */

const sea = { sky: '#d9e6e8', far: '#9fbcc6', near: '#6f9aab', sail: '#fffaf0' };

/** Light from the upper left, a little shade in the corners. */
const light =
  '<defs><radialGradient id="lamp" cx=".22" cy=".12" r="1"><stop offset="0" stop-color="#fff7e0" stop-opacity=".5"/>' +
  '<stop offset=".55" stop-color="#fff7e0" stop-opacity="0"/><stop offset="1" stop-color="#1c2733" stop-opacity=".22"/></radialGradient></defs>' +
  '<path d="M0 0h800v800H0z" fill="url(#lamp)"/>';

const contact = (x: number, y: number, rx: number) =>
  oval(x + rx * 0.18, y + 4, rx * 1.12, rx * 0.12, ink, 'opacity=".26"');
const placed = (object: string, x: number, y: number, scale: number, foot: number) =>
  `<g transform="translate(${x - 400 * scale} ${y - foot * scale}) scale(${scale})">${object}</g>`;

function plant(x: number, y: number, pot: string): string {
  const leaf = (turn: number, length: number, colour: string) =>
    `<g transform="rotate(${turn} ${x} ${y - 70})">${fill(`M${x} ${y - 70}q-22-${length / 2} 0-${length}q22 ${length / 2} 0 ${length}z`, colour)}</g>`;
  return (
    contact(x, y, 40) +
    leaf(-48, 110, '#5d7c66') +
    leaf(46, 120, '#5d7c66') +
    leaf(-20, 140, '#7d9c85') +
    leaf(22, 130, '#6b8a72') +
    leaf(2, 158, '#84956a') +
    fill(`M${x - 38} ${y - 80}h76l-10 80h-56z`, pot) +
    fill(`M${x + 8} ${y - 80}h30l-10 80h-26z`, ink, 'opacity=".16"')
  );
}

function books(x: number, y: number, colours: string[]): string {
  return colours
    .map((colour, i) => {
      const [h, w] = [112 + ((i * 37) % 40), 24 + ((i * 13) % 14)];
      const left = x + i * 34;
      return box(left, y - h, w, h, 2, colour) + box(left, y - h + 14, w, 5, 0, '#ffffff', 'opacity=".4"');
    })
    .join('');
}

const beam = (x: number) => fill(`M${x} 0h150L${x + 430} 800H${x + 90}z`, '#ffffff', 'opacity=".12"');

/** A window sill over the sea. */
function sill(c: Palette, object: string, shadow: number): string {
  const scale = 0.84;
  return (
    box(0, 0, 800, 800, 0, c.disc) +
    box(84, 40, 632, 560, 6, '#fbf6ea') +
    box(108, 64, 584, 520, 0, sea.sky) +
    disc(560, 190, 52, '#f6d9a2', 'opacity=".9"') +
    box(108, 380, 584, 204, 0, sea.far) +
    fill('M108 470q80-18 150 0t150 0t150 0t134 0v114H108z', sea.near) +
    fill('M108 392l70-34 60 26 50-14 60 26H108z', '#7d9c85', 'opacity=".8"') +
    fill('M196 452l4-54 34 54z', sea.sail) +
    fill('M188 456h54l-8 12h-38z', c.accent) +
    box(394, 64, 12, 520, 0, '#fbf6ea') +
    box(108, 306, 584, 10, 0, '#fbf6ea') +
    fill('M84 40h118q-24 240-60 560H84z', c.light, 'opacity=".92"') +
    times(3, (i) => line(`M${112 + i * 28} 44q-8 280-20 552`, c.main, 3, 'opacity=".35"')) +
    box(0, 640, 800, 160, 0, '#e9dcc2') +
    box(0, 640, 800, 14, 0, '#fbf6ea') +
    box(0, 654, 800, 8, 0, ink, 'opacity=".12"') +
    plant(664, 700, c.dark) +
    contact(392, 716, shadow * scale) +
    placed(object, 392, 716, scale, 640) +
    beam(60) +
    light
  );
}

/** A shelf with books. */
function shelf(c: Palette, object: string, shadow: number): string {
  const scale = 0.78;
  return (
    box(0, 0, 800, 800, 0, c.ground) +
    times(9, (i) => box(i * 94, 0, 3, 800, 0, ink, 'opacity=".05"')) +
    box(0, 96, 800, 26, 0, wood.main) +
    box(0, 118, 800, 10, 0, ink, 'opacity=".22"') +
    books(40, 96, [c.dark, c.accent, c.light]) +
    box(0, 650, 800, 34, 0, wood.main) +
    box(0, 650, 800, 8, 0, wood.light) +
    box(0, 684, 800, 16, 0, ink, 'opacity=".2"') +
    books(36, 650, [c.accent, c.dark, '#fbf6ea', c.light]) +
    plant(690, 650, '#fbf6ea') +
    contact(430, 652, shadow * scale) +
    placed(object, 430, 652, scale, 640) +
    light
  );
}

/** A kitchen table before tiles. */
function table(c: Palette, object: string, shadow: number): string {
  const scale = 0.9;
  const tiles = times(56, (i) => {
    const [x, y] = [(i % 8) * 100, Math.floor(i / 8) * 88];
    return box(x + 2, y + 2, 96, 84, 3, '#fbf6ea', `opacity="${0.5 + ((i * 7) % 5) * 0.08}"`);
  });
  return (
    box(0, 0, 800, 800, 0, c.ground) +
    tiles +
    line('M0 120h800', wood.dark, 8) +
    [90, 170, 640].map((x) => line(`M${x} 120v30`, ink, 4)).join('') +
    fill('M64 150h52l-6 96q-20 12-40 0z', c.light) +
    oval(170, 190, 30, 40, c.accent) +
    line('M640 150v120', wood.main, 10) +
    oval(640, 292, 22, 32, wood.main) +
    box(0, 610, 800, 190, 0, wood.main) +
    box(0, 610, 800, 10, 0, wood.light) +
    [660, 716, 764]
      .map((y) => line(`M0 ${y}q200 ${y % 9} 400 0t400 0`, wood.dark, 2, 'opacity=".5"'))
      .join('') +
    fill('M500 700l200-26 70 70-230 30z', c.light) +
    fill('M500 700l200-26 14 14-204 26z', c.main, 'opacity=".6"') +
    disc(640, 668, 34, '#e2a92f') +
    disc(694, 684, 30, '#d65a3d') +
    disc(630, 658, 10, '#ffffff', 'opacity=".4"') +
    contact(350, 724, shadow * scale) +
    placed(object, 350, 724, scale, 640) +
    beam(240) +
    light
  );
}

/** On the wall over a sideboard. */
function wall(c: Palette, object: string): string {
  return (
    box(0, 0, 800, 800, 0, c.disc) +
    box(0, 560, 800, 240, 0, c.table) +
    box(0, 552, 800, 12, 0, '#fbf6ea') +
    '<filter id="w" x="-20%" y="-20%" width="150%" height="150%">' +
    `<feDropShadow dx="16" dy="20" stdDeviation="7" flood-color="${ink}" flood-opacity=".25"/></filter>` +
    `<g filter="url(#w)">${placed(object, 400, 300, 0.86, 400)}</g>` +
    box(70, 610, 660, 150, 6, wood.main) +
    box(70, 610, 660, 12, 4, wood.light) +
    box(396, 626, 6, 128, 0, wood.dark) +
    disc(378, 690, 7, wood.dark) +
    disc(420, 690, 7, wood.dark) +
    box(104, 760, 16, 40, 0, wood.dark) +
    box(680, 760, 16, 40, 0, wood.dark) +
    plant(640, 612, c.light) +
    contact(170, 612, 34) +
    fill('M136 612h68l-12-56h-44z', c.accent) +
    fill('M120 556h100l-26-92h-48z', '#fbf6ea') +
    disc(170, 520, 90, '#fff3cf', 'opacity=".35"') +
    light
  );
}

/** On a peg rail in the hall. */
function pegs(c: Palette, object: string): string {
  return (
    box(0, 0, 800, 800, 0, c.ground) +
    times(13, (i) => box(i * 66, 0, 62, 800, 0, '#ffffff', `opacity="${i % 2 ? 0.1 : 0.2}"`)) +
    box(0, 690, 800, 110, 0, c.table) +
    box(0, 682, 800, 12, 0, '#fbf6ea') +
    box(0, 112, 800, 44, 0, wood.main) +
    box(0, 112, 800, 8, 0, wood.light) +
    box(0, 156, 800, 10, 0, ink, 'opacity=".15"') +
    [90, 250, 400, 550, 710]
      .map((x) => disc(x, 134, 15, wood.dark) + disc(x - 3, 131, 9, wood.light))
      .join('') +
    line('M90 134q-8 60 0 120q6 40-6 120', c.accent, 12) +
    fill('M52 250h70l8 110q-44 20-86 0z', c.accent) +
    '<filter id="w" x="-20%" y="-20%" width="150%" height="150%">' +
    `<feDropShadow dx="18" dy="22" stdDeviation="8" flood-color="${ink}" flood-opacity=".22"/></filter>` +
    `<g filter="url(#w)">${placed(object, 420, 420, 0.82, 400)}</g>` +
    line('M676 600l-16-170M704 600l20-190', c.dark, 12) +
    line('M676 596l-14-150M704 596l18-164', c.accent, 5) +
    fill('M632 580h108l-14 112q-40 12-80 0z', wood.main) +
    times(5, (i) => line(`M${634 + i * 2} ${598 + i * 20}h${104 - i * 5}`, wood.dark, 4, 'opacity=".6"')) +
    beam(120) +
    light
  );
}

/** On a sofa. */
function sofa(c: Palette, object: string): string {
  return (
    box(0, 0, 800, 800, 0, c.disc) +
    box(0, 640, 800, 160, 0, c.table) +
    box(0, 632, 800, 12, 0, '#fbf6ea') +
    box(470, 60, 250, 180, 3, wood.main) +
    box(484, 74, 222, 152, 0, '#fbf6ea') +
    fill('M484 180q56-30 111 0t111-8v54H484z', c.accent, 'opacity=".8"') +
    disc(640, 118, 22, c.main) +
    box(60, 250, 680, 340, 54, '#d8ccb4') +
    box(84, 270, 312, 250, 30, '#ffffff', 'opacity=".22"') +
    box(404, 270, 312, 250, 30, '#ffffff', 'opacity=".22"') +
    `<g opacity=".22" transform="translate(12 14)">${placed(box(214, 214, 372, 372, 40, ink), 400, 400, 0.8, 400)}</g>` +
    placed(object, 400, 400, 0.8, 400) +
    box(40, 500, 720, 150, 34, '#d8ccb4') +
    box(40, 500, 720, 22, 18, '#ffffff', 'opacity=".3"') +
    box(20, 400, 96, 270, 40, '#cdbfa4') +
    box(684, 400, 96, 270, 40, '#cdbfa4') +
    box(32, 410, 30, 240, 15, '#ffffff', 'opacity=".22"') +
    [90, 690].map((x) => box(x, 664, 16, 46, 3, wood.dark)).join('') +
    oval(400, 712, 360, 16, ink, 'opacity=".14"') +
    beam(80) +
    light
  );
}

export type Room = 'wall' | 'pegs' | 'sofa' | 'standing';

const standing = [sill, shelf, table];

/** Puts an object where it belongs. `pick` (0 to 1) chooses among the rooms for things that stand. */
export function scene(
  c: Palette,
  object: string,
  { room, shadow, pick }: { room: Room; shadow: number; pick: number },
): string {
  if (room === 'wall') return wall(c, object);
  if (room === 'pegs') return pegs(c, object);
  if (room === 'sofa') return sofa(c, object);
  return (standing[Math.floor(pick * standing.length)] ?? sill)(c, object, shadow || 200);
}

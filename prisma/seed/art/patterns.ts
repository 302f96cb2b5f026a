import type { Pen } from './pen.ts';
import { box, disc, fill, line, times } from './pen.ts';

/** Something that fills the rectangle from 0, 0 to w, h; what goes beyond it is cut off by whoever asks. */
type Pattern = (pen: Pen, w: number, h: number) => string;

const at = (x: number, y: number, content: string, more = '') =>
  `<g transform="translate(${x} ${y})${more}">${content}</g>`;

/** Every cell of a grid, row by row. */
function grid(
  w: number,
  h: number,
  size: number,
  cell: (x: number, y: number, i: number, j: number) => string,
) {
  const [columns, rows] = [Math.ceil(w / size) + 1, Math.ceil(h / size) + 1];
  return times(columns * rows, (index) => {
    const [i, j] = [index % columns, Math.floor(index / columns)];
    return cell(i * size, j * size, i, j);
  });
}

export const patterns = {
  waves: ({ colours: c }, w, h) =>
    grid(w, h, 52, (x, y, i, j) => {
      const [cx, cy] = [x + (j % 2) * 26, y * 0.5 + 26];
      const arc = (r: number, colour: string) => disc(cx, cy, r, colour);
      return i < 0
        ? ''
        : arc(27, c.light) + arc(24, c.main) + arc(17, c.light) + arc(14, c.main) + arc(7, c.accent);
    }) +
    grid(w, h, 52, (x, y, _i, j) => {
      const [cx, cy] = [x + (j % 2) * 26, y * 0.5 + h / 2 + 26];
      return (
        disc(cx, cy, 27, c.light) +
        disc(cx, cy, 24, c.main) +
        disc(cx, cy, 17, c.light) +
        disc(cx, cy, 14, c.main)
      );
    }),
  stripes: ({ colours: c, random }, w, h) => {
    const widths = [6, 14, 34, 8, 22].map((width) => width + random() * 18);
    let y = 10;
    let drawn = '';
    for (let index = 0; y < h; index++) {
      const width = widths[index % widths.length] ?? 10;
      drawn += box(0, y, w, width, 0, [c.main, c.accent, c.dark][index % 3] ?? c.main);
      y += width + 12 + random() * 30;
    }
    return box(0, 0, w, h, 0, c.light) + drawn;
  },
  check: ({ colours: c }, w, h) =>
    box(0, 0, w, h, 0, c.light) +
    times(Math.ceil(w / 64), (i) => box(i * 64, 0, 32, h, 0, c.main, 'opacity=".55"')) +
    times(Math.ceil(h / 64), (j) => box(0, j * 64, w, 32, 0, c.main, 'opacity=".55"')) +
    times(Math.ceil(w / 64), (i) => box(i * 64 + 46, 0, 3, h, 0, c.accent)) +
    times(Math.ceil(h / 64), (j) => box(0, j * 64 + 46, w, 3, 0, c.accent)),
  terrazzo: ({ colours: c, random }, w, h) =>
    box(0, 0, w, h, 0, c.light) +
    times(90, (i) => {
      const colour = [c.main, c.dark, c.accent, c.table][i % 4] ?? c.main;
      const [x, y, r] = [random() * w, random() * h, 8 + random() * 16];
      const corner = () => `${(random() - 0.5) * r * 2.2} ${(random() - 0.5) * r * 2.2}`;
      return at(x, y, fill(`M${-r} 0L${corner()}L${r} ${r * 0.4}L${corner()}L${-r * 0.3} ${-r}z`, colour));
    }),
  arcs: ({ colours: c, random }, w, h) =>
    box(0, 0, w, h, 0, c.main) +
    grid(w, h, 60, (x, y) => {
      const colour = [c.light, c.accent, c.dark][Math.floor(random() * 3)] ?? c.light;
      const turn = ` rotate(${Math.floor(random() * 4) * 90} 30 30)`;
      return at(
        x,
        y,
        fill('M0 0h60a60 60 0 0 1-60 60z', colour) + fill('M0 0h28a28 28 0 0 1-28 28z', c.main),
        turn,
      );
    }),
  scales: ({ colours: c }, w, h) =>
    box(0, 0, w, h, 0, c.dark) +
    times(Math.ceil(h / 26) + 2, (j) =>
      times(Math.ceil(w / 52) + 2, (i) => {
        const [x, y] = [i * 52 - (j % 2) * 26, (Math.ceil(h / 26) + 1 - j) * 26];
        const colour = (i + j) % 5 === 0 ? c.accent : (i + j) % 2 ? c.main : c.light;
        return (
          fill(`M${x - 26} ${y - 26}a26 26 0 0 0 52 0z`, colour) +
          line(`M${x - 26} ${y - 26}a26 26 0 0 0 52 0`, c.dark, 2)
        );
      }),
    ),
  dots: ({ colours: c, random }, w, h) =>
    box(0, 0, w, h, 0, c.main) +
    grid(w, h, 44, (x, y, _i, j) =>
      disc(x + 12 + (j % 2) * 22, y + 20, 6 + random() * 8, random() > 0.8 ? c.accent : c.light),
    ),
  leaves: ({ colours: c, random }, w, h) =>
    box(0, 0, w, h, 0, c.light) +
    grid(w, h, 84, (x, y, i, j) => {
      const turn = ` rotate(${(i + j) * 67 + random() * 30} 42 42)`;
      const leaf = (a: number, colour: string) =>
        `<g transform="rotate(${a} 42 70)">${fill('M42 70q-14-26 0-48q14 22 0 48z', colour)}</g>`;
      return at(
        x,
        y,
        line('M42 80V30', c.dark, 3) +
          [-52, -24, 24, 52].map((a) => leaf(a, a > 0 ? c.main : c.dark)).join('') +
          disc(42, 22, 5, c.accent),
        turn,
      );
    }),
  boats: ({ colours: c, random }, w, h) =>
    box(0, 0, w, h, 0, c.main) +
    grid(w, h, 92, (x, y, _i, j) => {
      const sail = random() > 0.7 ? c.accent : c.light;
      return at(
        x + (j % 2) * 46 - 20,
        y + 10,
        fill('M22 46h44l-8 13H31z', c.light) +
          fill('M42 8v36H22z', sail) +
          fill('M46 14v30h16z', c.light, 'opacity=".75"') +
          line('M16 66q7-6 14 0t14 0t14 0t14 0', c.dark, 3),
      );
    }),
  herringbone: ({ colours: c }, w, h) =>
    box(0, 0, w, h, 0, c.dark) +
    grid(w, h, 40, (x, y, i, j) =>
      at(
        x,
        y,
        fill(i % 2 ? 'M0 0L40 20V34L0 14z' : 'M0 20L40 0V14L0 34z', j % 4 === 0 ? c.accent : c.light) +
          fill(i % 2 ? 'M0 20L40 40V54L0 34z' : 'M0 40L40 20V34L0 54z', c.main),
      ),
    ),
} satisfies Record<string, Pattern>;

export type PatternName = keyof typeof patterns;
export const patternNames = Object.keys(patterns) as PatternName[];

/** A pattern cut to an outline, its origin moved to x, y. */
export function printed(
  pen: Pen,
  outline: string,
  name: PatternName,
  [x, y, w, h]: [number, number, number, number],
): string {
  return pen.inside(outline, at(x, y, patterns[name](pen, w, h)));
}

/** Line charts as inline SVG: no script, no file beside them. */

export type Point = readonly [x: number, y: number | null];
export type Series = { name: string; points: readonly Point[] };
export type Chart = {
  title: string;
  unit: string;
  series: readonly Series[];
  /** Powers of ten apart instead of evenly. */
  log?: boolean;
  /** The axis reaches at least to here. */
  top?: number;
  /** Until this second figures do not count; shaded. */
  warmUp?: number;
};

const [width, height] = [640, 240];
const [left, right, above, below] = [56, 8, 8, 24];
/** As many lines as one can tell apart; the smaller ones are left out, and the legend says how many. */
const mostSeries = 8;

export const safe = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? '');

/** A number as people read it: three digits that count, thousands apart. */
export function readable(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '–';
  const digits = value === 0 || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return Number(value.toFixed(digits)).toLocaleString('en');
}

function clock(second: number): string {
  const [h, m, s] = [Math.floor(second / 3_600), Math.floor((second % 3_600) / 60), Math.floor(second % 60)];
  const two = (part: number) => String(part).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** Round steps: 1, 2 or 5 times a power of ten. */
export function ticks(most: number, count = 4): number[] {
  if (!(most > 0)) return [0, 1];
  const rough = most / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, index) => index * step);
}

function powers(least: number, most: number): number[] {
  const from = Math.floor(Math.log10(Math.max(least, 0.1)));
  const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(most, 0.2))));
  return Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index));
}

const known = (series: Series) => series.points.flatMap(([, y]) => (y === null ? [] : [y]));

/** A line, broken where nothing was measured. */
function path(points: readonly Point[], x: (at: number) => number, y: (value: number) => number): string {
  let pen = 'M';
  return points
    .map(([at, value]) => {
      if (value === null) {
        pen = 'M';
        return '';
      }
      const to = `${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
      // A line of no length is drawn as a dot: a value between two gaps is seen, too.
      const drawn = pen === 'M' ? `M${to}l0 0` : `L${to}`;
      pen = 'L';
      return drawn;
    })
    .join('');
}

/** The chart with its title and legend, as HTML. */
export function drawChart({ title, unit, series, log = false, top = 0, warmUp = 0 }: Chart): string {
  const peak = (one: Series) => Math.max(0, ...known(one));
  const some = series.filter((one) => known(one).length > 0);
  const shown = some.toSorted((a, b) => peak(b) - peak(a)).slice(0, mostSeries);
  const values = shown.flatMap(known);
  if (values.length === 0) return '';
  const xs = shown.flatMap(({ points }) => points.map(([at]) => at));
  const end = Math.max(1, ...xs);
  const most = Math.max(top, ...values);
  const marks = log ? powers(Math.min(...values.filter((value) => value > 0), most), most) : ticks(most);
  const [lowest = 0, highest = 1] = [marks[0], marks.at(-1)];
  const part = (value: number) =>
    log
      ? Math.log(Math.max(value, lowest) / lowest) / Math.log(highest / lowest)
      : (value - lowest) / (highest - lowest);
  const x = (at: number) => left + (at / end) * (width - left - right);
  const y = (value: number) => height - below - part(value) * (height - above - below);
  const rows = marks.map(
    (mark) =>
      `<line class="grid" x1="${left}" x2="${width - right}" y1="${y(mark).toFixed(1)}" y2="${y(mark).toFixed(1)}"/>` +
      `<text x="${left - 6}" y="${(y(mark) + 4).toFixed(1)}" text-anchor="end">${readable(mark)}</text>`,
  );
  const times = [0, 0.25, 0.5, 0.75, 1].map((share, index) => {
    const anchor = index === 0 ? 'start' : index === 4 ? 'end' : 'middle';
    return `<text x="${x(share * end).toFixed(1)}" y="${height - 6}" text-anchor="${anchor}">${clock(share * end)}</text>`;
  });
  const shade =
    warmUp > 0
      ? `<rect class="warm" x="${left}" y="${above}" width="${(x(Math.min(warmUp, end)) - left).toFixed(1)}" height="${height - above - below}"/>`
      : '';
  const lines = shown.map((one, index) => `<path class="line c${index}" d="${path(one.points, x, y)}"/>`);
  const legend = shown.map((one, index) => {
    const own = known(one);
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
    return `<li><i class="c${index}"></i>${safe(one.name)} <span>mean ${readable(mean)}, most ${readable(Math.max(...own))}</span></li>`;
  });
  if (some.length > shown.length) legend.push(`<li>and ${some.length - shown.length} smaller</li>`);
  return `<figure><figcaption>${safe(title)} <span>${safe(unit)}</span></figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${safe(`${title}, ${unit}`)}">${shade}${rows.join('')}${times.join('')}${lines.join('')}</svg>
<ul>${legend.join('')}</ul></figure>`;
}

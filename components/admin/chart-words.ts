import type { DrawnChart, DrawnSeries, Unit } from '#lib/operations/index.ts';

/** A value as people read it; `currency` for money in minor units. */
export function inWords(value: number | null, unit: Unit, currency: string | null): string {
  if (value === null) return '–';
  switch (unit) {
    case 'money':
      return money(value, currency ?? 'EUR');
    case 'percent':
      return `${(value * 100).toLocaleString('en', { maximumFractionDigits: value > 0.99 && value < 1 ? 2 : 1 })} %`;
    case 'seconds':
      return duration(value);
    case 'bytes':
      return `${(value / 1_048_576).toLocaleString('en', { maximumFractionDigits: 1 })} MB`;
    default:
      return value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 0 });
  }
}

function money(minor: number, currency: string): string {
  const format = new Intl.NumberFormat('en-IE', { style: 'currency', currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

function duration(seconds: number): string {
  if (seconds < 1)
    return `${(seconds * 1_000).toLocaleString('en', { maximumFractionDigits: seconds < 0.01 ? 1 : 0 })} ms`;
  if (seconds < 120) return `${seconds.toLocaleString('en', { maximumFractionDigits: 1 })} s`;
  return `${Math.round(seconds / 60)} min`;
}

/** The last value that is known, and the highest of all. */
export function extremes({ values }: DrawnSeries): {
  last: number | null;
  highest: number | null;
  lowest: number | null;
} {
  const known = values.filter((value) => value !== null);
  return {
    last: known.at(-1) ?? null,
    highest: known.length > 0 ? Math.max(...known) : null,
    lowest: known.length > 0 ? Math.min(...known) : null,
  };
}

/** Whether nothing at all is known: then there is nothing to draw. */
export function isEmptyChart({ series }: Pick<DrawnChart, 'series'>): boolean {
  return series.every(({ values }) => values.every((value) => value === null));
}

/** At most `most` rows for a table, evenly spread, the newest first. */
export function rowsOf(times: readonly number[], most = 13): number[] {
  const step = Math.max(1, Math.ceil(times.length / most));
  return times.map((_, index) => times.length - 1 - index).filter((_, nth) => nth % step === 0);
}

import { safeHtml } from '#lib/catalogue/index.ts';
import { type Money, parseMoney } from './money.ts';
import type { Problem, Row } from './problems.ts';

const maxHtmlBytes = 65_535;

/**
 * Reads cells of one row by the names their column may have, and keeps what is wrong with them. A cell that is wrong
 * reads as if it were empty.
 */
export class RowReader {
  readonly problems: Problem[] = [];
  readonly #row: Row;
  readonly #currency: string;

  constructor(row: Row, currency: string) {
    this.#row = row;
    this.#currency = currency;
  }

  get line(): number {
    return this.#row.line;
  }

  /** The first column of these names that the file has, else the first name: what people see in their file. */
  column(names: readonly string[]): string {
    return names.find((name) => this.#row.cells.has(name)) ?? names[0] ?? '';
  }

  /** Whether the file has one of these columns. */
  has(names: readonly string[]): boolean {
    return names.some((name) => this.#row.cells.has(name));
  }

  raw(names: readonly string[]): string {
    return this.#row.cells.get(this.column(names)) ?? '';
  }

  /** The columns whose name matches, with the pattern's first group. */
  columns(pattern: RegExp): { column: string; found: string }[] {
    return [...this.#row.cells.keys()].flatMap((column) => {
      const found = pattern.exec(column)?.[1];
      return found === undefined ? [] : [{ column, found }];
    });
  }

  refuse(names: readonly string[], reason: string): void {
    this.problems.push({ line: this.line, column: this.column(names), reason });
  }

  text(names: readonly string[], max: number, { required = '' }: { required?: string } = {}): string {
    const value = this.raw(names);
    if (value === '' && required !== '') this.refuse(names, required);
    if (value.length <= max) return value;
    this.refuse(names, `is longer than ${max} characters`);
    return '';
  }

  /** HTML made safe: without scripts, frames, forms, styles and event handlers. */
  html(names: readonly string[]): string {
    const html = safeHtml(this.raw(names));
    if (Buffer.byteLength(html) <= maxHtmlBytes) return html;
    this.refuse(names, 'is longer than 64 kB');
    return '';
  }

  money(names: readonly string[]): Money | null {
    const value = this.raw(names);
    if (value === '') return null;
    const found = parseMoney(value, this.#currency);
    if (!('reason' in found)) return found;
    this.refuse(names, found.reason);
    return null;
  }

  /** A whole number; null when empty. */
  count(names: readonly string[], { min = 0, max = 1_000_000_000 } = {}): number | null {
    const value = this.raw(names);
    if (value === '') return null;
    if (!/^-?\d+([.,]0+)?$/.test(value)) {
      this.refuse(names, 'is not a whole number');
      return null;
    }
    const number = Number.parseInt(value, 10);
    if (number >= min && number <= max) return number;
    this.refuse(names, number < 0 && min === 0 ? 'is negative' : `is not from ${min} to ${max}`);
    return null;
  }

  /** A weight in grams, of a number in this unit. */
  grams(names: readonly string[], unit: string): number | null {
    const value = this.raw(names).replace(',', '.');
    const perUnit =
      { g: 1, kg: 1_000, lb: 453.592_37, lbs: 453.592_37, oz: 28.349_523 }[unit.toLowerCase()] ?? 0;
    const grams = Math.round(Number(value) * perUnit);
    if (value === '') return null;
    if (Number.isSafeInteger(grams) && grams >= 0 && grams <= 100_000_000 && perUnit > 0) return grams;
    this.refuse(names, 'is not a weight');
    return null;
  }

  choice<T extends string>(names: readonly string[], choices: Readonly<Record<string, T>>, otherwise: T): T {
    const value = this.raw(names).toLowerCase();
    if (value === '') return otherwise;
    const found = Object.hasOwn(choices, value) ? choices[value] : undefined;
    if (found !== undefined) return found;
    this.refuse(names, `is not ${[...new Set(Object.keys(choices))].slice(0, 6).join(', ')}`);
    return otherwise;
  }

  list(names: readonly string[], separator: RegExp = /,/): string[] {
    return this.raw(names)
      .split(separator)
      .map((item) => item.trim())
      .filter(Boolean);
  }
}

/** Whether text is the address of an image: http(s), or a path of this shop. */
export function isImageAddress(value: string): boolean {
  return (
    value.length <= 1_024 && (/^\/(?!\/)/.test(value) || (/^https?:\/\//i.test(value) && URL.canParse(value)))
  );
}

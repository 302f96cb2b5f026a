import { isPrice } from '#lib/catalogue/index.ts';
import { decimalsOf } from '#lib/platform/index.ts';

export type Money = { minor: number; currency: string };

const symbols: Record<string, string> = { '€': 'EUR', $: 'USD', '£': 'GBP', '¥': 'JPY' };

/**
 * Reads a price as people write it: `19.90`, `19,90 EUR`, `€ 1.234,56`, `1,234.56`, `1 234,56`. Without a currency it
 * is in `currency`. A single separator before three digits could be either, and is refused.
 */
export function parseMoney(text: string, currency: string): Money | { reason: string } {
  const shown = `"${text.slice(0, 40)}"`;
  const found = /^([A-Z]{3}|[€$£¥])?\s*(-?[\d.,'’ \u00a0\u202f]*\d)\s*([A-Z]{3}|[€$£¥])?$/i.exec(text.trim());
  if (!found) return { reason: `${shown} is not a price such as 19.90` };
  const [, before, digits = '', after] = found;
  const sign = (before ?? after ?? currency).toUpperCase();
  const code = symbols[sign] ?? sign;
  if (digits.startsWith('-')) return { reason: `${shown} is negative` };
  const plain = digits.replace(/['’ \u00a0\u202f]/g, '');
  const decimals = decimalsOf(code);
  const number = withPoint(plain, decimals);
  if (number === 'ambiguous') {
    return { reason: `${shown} could be thousands or decimals: write it with ${decimals} decimals` };
  }
  const parts = /^(\d{1,9})(?:\.(\d*))?$/.exec(number ?? '');
  if (!parts) return { reason: `${shown} is not a price such as 19.90` };
  const fraction = (parts[2] ?? '').replace(/0+$/, '');
  if (fraction.length > decimals) return { reason: `${shown} has too many decimals` };
  const minor = Number(`${parts[1]}${fraction.padEnd(decimals, '0')}`);
  return isPrice(minor) ? { minor, currency: code } : { reason: `${shown} is above the highest price` };
}

/** Digits with a point before the decimals and no other separator; null for what is no number. */
function withPoint(text: string, decimals: number): string | 'ambiguous' | null {
  const comma = text.lastIndexOf(',');
  const point = text.lastIndexOf('.');
  if (comma < 0 && point < 0) return text;
  const last = Math.max(comma, point);
  const sign = text[last] ?? '';
  const other = sign === ',' ? '.' : ',';
  const whole = text.slice(0, last);
  const fraction = text.slice(last + 1);
  const grouped = /^\d{1,3}([.,]\d{3})+$/;
  if (text.includes(other)) {
    return grouped.test(`${whole}${other}000`) ? `${whole.replaceAll(other, '')}.${fraction}` : null;
  }
  if (whole.includes(sign)) return grouped.test(text) ? text.replaceAll(sign, '') : null;
  const either = fraction.length === 3 && decimals !== 3 && /^[1-9]\d{0,2}$/.test(whole);
  if (either) return 'ambiguous';
  return `${whole}.${fraction}`;
}

import { expect, test } from 'vitest';
import { millisecondsLeft, type PageValue, surrogateControl } from './next-entry.ts';

const now = 1_900_000_000_000;
const day = 86_400;
const page = (...tags: string[]) =>
  ({ kind: 'APP_PAGE', headers: { 'x-next-cache-tags': tags.join(',') } }) as unknown as PageValue;

test.each<[string, string[], number | null]>([
  ['no end that it knows', ['product:1'], null],
  ['the first of its ends', [`until:${now + 900}`, 'product:1', `until:${now + 60_000}`], 900],
  ['the very instant is over', [`until:${now}`], 0],
  ['an end that has passed', [`until:${now - 5_000}`], 0],
  ['an end that cannot be read is over', ['until:soon', `until:${now + 900}`], 0],
])('what a page has left: %s', (_name, tags, left) => {
  expect(millisecondsLeft(page(...tags), now)).toBe(left);
});

test.each<[string, number | null, string]>([
  ['no end', null, 'max-age=86400'],
  ['less than a second, in whole tenths', 990, 'max-age=0.9, must-revalidate'],
  ['over', 0, 'max-age=0, must-revalidate'],
  ['within a day', 3_600_050, 'max-age=3600, must-revalidate'],
  [
    'in three days: grace until then',
    3 * day * 1_000,
    'max-age=86400, must-revalidate, stale-if-error=172800',
  ],
  [
    'in a month: no more grace than any page',
    30 * day * 1_000,
    'max-age=86400, must-revalidate, stale-if-error=604800',
  ],
])('how long Varnish may keep it: %s', (_name, leftMs, told) => {
  expect(surrogateControl(day, leftMs)).toBe(told);
});

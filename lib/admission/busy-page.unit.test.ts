import { expect, test } from 'vitest';
import { busyEntry } from './busy-answer.ts';
import { awayPage, busyPage } from './busy-page.ts';

test('the page needs nothing else, asks again by itself and says when, in its language', () => {
  const page = busyPage('de', 7);
  expect(page).toContain('<html lang="de">');
  expect(page).toContain('<meta http-equiv="refresh" content="7">');
  expect(page).toContain('In 7 Sekunden');
  expect(page).not.toMatch(/<script|src=|url\(/);
  expect(Buffer.byteLength(page)).toBeLessThan(2_000);
});

test('with the shop away the page says what became of cart and payment, in its language', () => {
  const page = awayPage('de', 5);
  expect(page).toContain('<html lang="de">');
  expect(page).toContain('Gleich wieder da');
  expect(page).toContain('nicht doppelt abgebucht');
  expect(page).toContain('<meta http-equiv="refresh" content="5">');
  expect(Buffer.byteLength(page)).toBeLessThan(2_000);
});

test('an entry speaks the language of its page’s market and is kept by nobody', () => {
  expect(busyEntry('/de/p/tau', 300).html).toContain('<html lang="de">');
  const { headers, status } = busyEntry('/ie/p/rope', 300);
  expect(status).toBe(503);
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'surrogate-control': 'no-store',
    'x-shed': 'browse',
  });
  const waits = new Set(Array.from({ length: 200 }, () => busyEntry('/ie', 300).headers['retry-after']));
  expect(waits.size).toBeGreaterThan(3);
});

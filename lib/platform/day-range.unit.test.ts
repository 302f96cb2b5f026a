import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayRange, startOfDay } from './day-range.ts';

const hour = 3_600_000;

test.each([
  ['2026-11-27', 'Europe/Dublin', '2026-11-27T00:00:00.000Z', 24],
  ['2026-07-01', 'Europe/Dublin', '2026-06-30T23:00:00.000Z', 24],
  // Clocks go forward, and back.
  ['2026-03-29', 'Europe/Dublin', '2026-03-29T00:00:00.000Z', 23],
  ['2026-10-25', 'Europe/Dublin', '2026-10-24T23:00:00.000Z', 25],
  ['2026-04-05', 'Australia/Lord_Howe', '2026-04-04T13:00:00.000Z', 24.5],
  // In Santiago clocks change at midnight: this day began at one.
  ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z', 23],
  ['2028-02-29', 'Asia/Kolkata', '2028-02-28T18:30:00.000Z', 24],
])('%s in %s begins at %s and has %d hours', (day, zone, from, hours) => {
  const range = dayRange({ from: day, to: day }, zone);
  expect(range).toEqual({
    ok: true,
    value: { from: new Date(from), until: new Date(Date.parse(from) + hours * hour) },
  });
});

test('an end that is not given is open', () => {
  const day = new Date('2026-11-27T00:00:00Z');
  expect(dayRange({ from: '', to: '' }, 'UTC')).toEqual({ ok: true, value: {} });
  expect(dayRange({ from: '2026-11-27', to: '' }, 'UTC')).toEqual({ ok: true, value: { from: day } });
  expect(dayRange({ from: '', to: '2026-11-26' }, 'UTC')).toEqual({ ok: true, value: { until: day } });
});

test.each([
  '2026-02-30',
  '2026-13-01',
  '2026-1-1',
  '27.11.2026',
  'yesterday',
  '0999-01-01',
  '9999-12-31',
  '+002026-11-27',
  '2026-11-27T10:00',
  '2026-11-27,2026-11-28',
  '\u0000',
])('%j is no day, and it is said which', (text) => {
  expect(dayRange({ from: text, to: '2026-11-27' }, 'UTC')).toEqual({
    ok: false,
    error: { kind: 'not_a_day', which: 'from', text },
  });
  expect(dayRange({ from: '2026-11-27', to: text }, 'UTC')).toMatchObject({
    ok: false,
    error: { which: 'to' },
  });
});

test('from after to is refused', () => {
  const [from, to] = ['2026-11-28', '2026-11-27'];
  expect(dayRange({ from, to }, 'UTC')).toEqual({ ok: false, error: { kind: 'from_after_to', from, to } });
});

test('days follow one another without gap or overlap in any zone', () => {
  const zone = fc.constantFrom('Europe/Dublin', 'America/Santiago', 'Australia/Lord_Howe', 'Asia/Beirut');
  const number = fc.integer({ min: 0, max: 40_000 });
  fc.assert(
    fc.property(number, zone, (n, timeZone) => {
      const day = (plus: number) => new Date((n + plus) * 24 * hour).toISOString().slice(0, 10);
      const of = (text: string) => dayRange({ from: text, to: text }, timeZone);
      const [today, tomorrow] = [of(day(0)), of(day(1))];
      expect(today.ok && tomorrow.ok && today.value.until?.getTime()).toBe(
        tomorrow.ok && tomorrow.value.from?.getTime(),
      );
    }),
  );
});

test('a day begins at its own midnight, or later where there is none', () => {
  const begins = (at: string, zone: string) => startOfDay(new Date(at), zone).toISOString();
  expect(begins('2026-07-01T23:30:00Z', 'Europe/Dublin')).toBe('2026-07-01T23:00:00.000Z');
  expect(begins('2026-07-01T22:59:59Z', 'Europe/Dublin')).toBe('2026-06-30T23:00:00.000Z');
  expect(begins('2026-01-01T00:00:00Z', 'Europe/Dublin')).toBe('2026-01-01T00:00:00.000Z');
  expect(begins('2026-09-06T12:00:00Z', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z');
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseShopTime, shopTimeText } from './shop-time.ts';

const zones = ['Europe/Dublin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'];

test.each([
  ['2026-11-27T09:00', 'Europe/Dublin', '2026-11-27T09:00:00.000Z'],
  ['2026-07-01T09:00:30', 'Europe/Dublin', '2026-07-01T08:00:30.000Z'],
  // Clocks go back on 25 October 2026 at 02:00: half past one comes twice, the first is meant.
  ['2026-10-25T01:30', 'Europe/Dublin', '2026-10-25T00:30:00.000Z'],
  ['2026-10-25T01:30+00:00', 'Europe/Dublin', '2026-10-25T01:30:00.000Z'],
  ['2026-11-27T00:00:00Z', 'America/New_York', '2026-11-27T00:00:00.000Z'],
])('%s in %s is %s', (text, zone, instant) => {
  expect(parseShopTime(text, zone)).toEqual({ ok: true, value: new Date(instant) });
});

test.each([
  ['2026-03-29T01:30', 'Europe/Dublin', 'gap'],
  ['2026-03-08T02:15', 'America/New_York', 'gap'],
  ['2026-02-30T10:00', 'Europe/Dublin', 'not_a_time'],
  ['tomorrow', 'Europe/Dublin', 'not_a_time'],
  ['', 'Europe/Dublin', 'not_a_time'],
  ['2026-11-27T25:00Z', 'Europe/Dublin', 'not_a_time'],
])('%s in %s is refused: %s', (text, zone, kind) => {
  expect(parseShopTime(text, zone)).toEqual({ ok: false, error: { kind } });
});

test('what is shown of any second reads back as that second, or as the first of the two it names', () => {
  const second = fc.integer({ min: 946_684_800, max: 4_102_444_800 }).map((s) => new Date(s * 1_000));
  fc.assert(
    fc.property(second, fc.constantFrom(...zones), (instant, zone) => {
      const text = shopTimeText(instant, zone);
      const back = parseShopTime(text, zone);
      expect(back.ok).toBe(true);
      if (!back.ok) return;
      expect(shopTimeText(back.value, zone)).toBe(text);
      expect(instant.getTime() - back.value.getTime()).toBeGreaterThanOrEqual(0);
      expect(instant.getTime() - back.value.getTime()).toBeLessThanOrEqual(3_600_000);
    }),
  );
});

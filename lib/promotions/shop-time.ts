import { Temporal } from 'temporal-polyfill';
import { err, ok, type Result } from '#lib/platform/index.ts';

/** A time staff wrote. `gap`: clocks went forward over it, it never was. */
export type ShopTimeError = { kind: 'not_a_time' | 'gap' };

/**
 * The instant of a time in the shop's zone, to the second: `2026-11-27T09:00` or `2026-11-27T09:00:00`. A time that
 * comes twice when clocks go back is the first of the two. Text with an offset (`…Z`, `…+01:00`) is taken as it says.
 */
export function parseShopTime(text: string, timeZone: string): Result<Date, ShopTimeError> {
  try {
    if (/(z|[+-]\d\d:\d\d)$/i.test(text)) {
      return ok(toSecond(Temporal.Instant.from(text).epochMilliseconds));
    }
    const local = Temporal.PlainDateTime.from(text, { overflow: 'reject' });
    const zoned = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
    // Over a gap `earlier` moves the clock: what comes back is not what was written.
    if (!zoned.toPlainDateTime().equals(local)) return err({ kind: 'gap' });
    return ok(toSecond(zoned.epochMilliseconds));
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return err({ kind: 'not_a_time' });
    throw error;
  }
}

function toSecond(milliseconds: number): Date {
  return new Date(Math.floor(milliseconds / 1_000) * 1_000);
}

/** An instant as staff write it: `2026-11-27T09:00:00` in the shop's zone. */
export function shopTimeText(instant: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' });
}

import { Temporal } from 'temporal-polyfill';
import { err, ok, type Result } from './result.ts';

/** The instants of some days: `from` belongs to them, `until` does not any more. Absent: without an end. */
export type DayRange = { from?: Date; until?: Date };
export type DayRangeError =
  | { kind: 'not_a_day'; which: 'from' | 'to'; text: string }
  | { kind: 'from_after_to'; from: string; to: string };

// What the database's DATETIME holds, with a day to spare at each end.
const plain = /^[1-9]\d{3}-\d\d-\d\d$/;
const last = '9999-12-30';

/** Null for what is no day such as `2026-11-27`. */
function dayOf(text: string): Temporal.PlainDate | null {
  if (!plain.test(text) || text > last) return null;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The first moment of the day that `instant` is in, in the time zone: after midnight where clocks change then. Pure. */
export function startOfDay(instant: Date, timeZone: string): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
  return new Date(local.startOfDay().epochMilliseconds);
}

/**
 * From the first moment of the day `from` to the last of the day `to`, both as `2026-11-27` in the time zone, or empty for
 * no end. A day has 23 or 25 hours when clocks change, and begins after midnight where they change then.
 */
export function dayRange(
  { from, to }: { from: string; to: string },
  timeZone: string,
): Result<DayRange, DayRangeError> {
  const [first, final] = [dayOf(from), dayOf(to)];
  if (from !== '' && !first) return err({ kind: 'not_a_day', which: 'from', text: from });
  if (to !== '' && !final) return err({ kind: 'not_a_day', which: 'to', text: to });
  if (first && final && Temporal.PlainDate.compare(first, final) > 0)
    return err({ kind: 'from_after_to', from, to });
  const start = (day: Temporal.PlainDate) => new Date(day.toZonedDateTime(timeZone).epochMilliseconds);
  return ok({
    ...(first ? { from: start(first) } : {}),
    ...(final ? { until: start(final.add({ days: 1 })) } : {}),
  });
}

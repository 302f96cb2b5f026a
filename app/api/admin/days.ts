import {
  type DayRange,
  type DayRangeError,
  dayRange,
  env,
  err,
  ok,
  type Result,
} from '#lib/platform/index.ts';

function words(error: DayRangeError): string {
  if (error.kind === 'from_after_to') return `From (${error.from}) is after To (${error.to}).`;
  const which = error.which === 'from' ? 'From' : 'To';
  return `${which}: “${error.text.slice(0, 40)}” is not a day. Days are written like 2026-11-27.`;
}

/** What staff wrote as From and To, of days in the shop's time zone; the error is a sentence for them. */
export function readDays(days: { from: string; to: string }): Result<DayRange, string> {
  const range = dayRange(days, env.SHOP_TIME_ZONE);
  return range.ok ? ok(range.value) : err(words(range.error));
}

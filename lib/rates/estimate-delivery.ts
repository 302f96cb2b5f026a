import { Temporal } from 'temporal-polyfill';

export type DeliveryEstimate = {
  /** Calendar days, `2026-11-30`: the first and the last it may arrive on. */
  from: string;
  to: string;
  /** The instant from which on the estimate is a later one. */
  until: Date;
};

const works = (day: Temporal.PlainDate) => day.dayOfWeek <= 5;

function later(day: Temporal.PlainDate, workingDays: number): Temporal.PlainDate {
  let at = day;
  for (let left = workingDays; left > 0; ) {
    at = at.add({ days: 1 });
    if (works(at)) left--;
  }
  return at;
}

/**
 * When an order placed at an instant arrives. It leaves on the day it was placed if that is a working day and the hour
 * is before the cut-off, else on the next working day; then the method's working days (Monday to Friday) are counted.
 */
export function estimateDelivery(
  { daysFrom, daysTo, cutOffHour }: { daysFrom: number; daysTo: number; cutOffHour: number },
  at: Date,
  timeZone: string,
): DeliveryEstimate {
  const now = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const today = now.toPlainDate();
  const leavesToday = works(today) && now.hour < cutOffHour;
  const leaves = leavesToday ? today : later(today, 1);
  const cutOff = leaves.toZonedDateTime({ timeZone, plainTime: '00:00' }).add({ hours: cutOffHour });
  return {
    from: later(leaves, daysFrom).toString(),
    to: later(leaves, daysTo).toString(),
    until: new Date(cutOff.epochMilliseconds),
  };
}

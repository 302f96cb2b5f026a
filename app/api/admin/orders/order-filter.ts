import { z } from 'zod';
import { type OrderFilter, orderStatuses } from '#lib/orders/index.ts';
import {
  type DayRange,
  type DayRangeError,
  dayRange,
  env,
  err,
  ok,
  problem,
  type Result,
} from '#lib/platform/index.ts';

const filterSchema = z.object({
  q: z.string().max(100).optional(),
  status: z.enum(orderStatuses).or(z.literal('')).optional(),
  whose: z.literal(['own', '']).optional(),
  from: z.string().default(''),
  to: z.string().default(''),
});

function daysWords(error: DayRangeError): string {
  if (error.kind === 'from_after_to') return `From (${error.from}) is after To (${error.to}).`;
  const which = error.which === 'from' ? 'From' : 'To';
  return `${which}: “${error.text.slice(0, 40)}” is not a day. Days are written like 2026-11-27.`;
}

/** When orders were placed, of days in the shop's time zone; the error is a sentence for staff. */
export function placedOn(days: { from: string; to: string }): Result<DayRange, string> {
  const range = dayRange(days, env.SHOP_TIME_ZONE);
  return range.ok ? ok(range.value) : err(daysWords(range.error));
}

/** Which orders an address asks for: `?q=&status=&whose=&from=&to=`; the error is the answer to give. */
export function orderFilterOf(request: Request): Result<OrderFilter, Response> {
  const query = filterSchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  const refused = (detail: string) =>
    err(problem(422, 'invalid_input', 'Some parameters are not right', detail));
  if (!query.success) return refused(z.prettifyError(query.error));
  const { q, status, whose } = query.data;
  const days = placedOn(query.data);
  return days.ok ? ok({ q, status, own: whose === 'own', ...days.value }) : refused(days.error);
}

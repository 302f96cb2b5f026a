import { z } from 'zod';
import { type OrderFilter, orderStatuses } from '#lib/orders/index.ts';
import { err, ok, problem, type Result } from '#lib/platform/index.ts';
import { readDays } from '../days.ts';

const filterSchema = z.object({
  q: z.string().max(100).optional(),
  status: z.enum(orderStatuses).or(z.literal('')).optional(),
  whose: z.literal(['own', '']).optional(),
  from: z.string().default(''),
  to: z.string().default(''),
});

/** Which orders an address asks for: `?q=&status=&whose=&from=&to=`; the error is the answer to give. */
export function orderFilterOf(request: Request): Result<OrderFilter, Response> {
  const query = filterSchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  const refused = (detail: string) =>
    err(problem(422, 'invalid_input', 'Some parameters are not right', detail));
  if (!query.success) return refused(z.prettifyError(query.error));
  const { q, status, whose } = query.data;
  const days = readDays(query.data);
  return days.ok ? ok({ q, status, own: whose === 'own', ...days.value }) : refused(days.error);
}

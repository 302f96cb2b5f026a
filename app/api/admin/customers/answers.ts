import type { CustomerError } from '#lib/customers/index.ts';
import { problem, type Result } from '#lib/platform/index.ts';

/** What was done for a customer, or why it was not. */
export function answered(result: Result<void, CustomerError>): Response {
  if (result.ok) return Response.json({}, { headers: { 'cache-control': 'no-store' } });
  if (result.error.kind === 'sessions_away') {
    const detail = 'The session Redis does not answer. Nothing was done; try again in a few seconds.';
    return problem(503, 'sessions_away', 'Accounts are resting for a moment', detail);
  }
  return problem(404, 'customer_not_found', 'There is no such customer');
}

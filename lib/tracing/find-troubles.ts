import { latestTroubles, ordersOfTraces, type TroubleFilter } from './spans.repository.ts';
import type { TroubledTrace } from './types.ts';

const shown = 50;
/** A trace may have several spans that were slow: the request at the edge, in web, and a delivery later. */
const read = 250;

/**
 * The latest traces with a request or a delivery that ended slow or failed, each once, by what in it took longest, newest
 * first. @returns 50 at most, and where the next page begins (`before`, microseconds); null when there is none.
 */
export async function findTroubles(
  filter: TroubleFilter,
): Promise<{ traces: TroubledTrace[]; before: number | null }> {
  const rows = await latestTroubles(filter, read);
  const byTrace = [...Map.groupBy(rows, ({ traceId }) => traceId).values()];
  const longest = byTrace
    .slice(0, shown)
    .map((spans) => spans.reduce((most, span) => (span.durationUs > most.durationUs ? span : most)));
  const orders = await ordersOfTraces(longest.map(({ traceId }) => traceId));
  const traces = longest.map((trace) => ({ ...trace, orderId: orders.get(trace.traceId) ?? null }));
  const more = byTrace.length > shown || rows.length === read;
  const last = byTrace.slice(0, shown).at(-1)?.[0];
  return { traces, before: more && last ? last.startedUs : null };
}

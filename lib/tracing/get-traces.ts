import { findSpans } from './spans.repository.ts';
import { type Waterfall, waterfall } from './waterfall.ts';

/**
 * The waterfalls of some traces by id, each with its slowest and failed spans found; traces without stored spans
 * (too old, or not written yet) are left out.
 */
export async function getTraces(traceIds: string[]): Promise<Waterfall[]> {
  if (traceIds.length === 0) return [];
  const spans = await findSpans([...new Set(traceIds)].slice(0, 50));
  const byTrace = Map.groupBy(spans, ({ traceId }) => traceId);
  return [...byTrace.values()].map(waterfall);
}

import { z } from 'zod';

type Audits = Readonly<Record<string, { details?: unknown } | undefined>>;

const element = z.object({ snippet: z.string() });
const list = z.object({ items: z.array(z.unknown()) });
const part = z.object({ label: z.string(), duration: z.number() });
const moved = z.object({ node: element, score: z.number() });
const said = z.object({
  description: z.string(),
  sourceLocation: z.object({ url: z.string() }).optional(),
});

/** What an audit lists and this schema knows; an audit that was not run lists nothing. */
function itemsOf<T>(audits: Audits, id: string, schema: z.ZodType<T>): T[] {
  const items = list.safeParse(audits[id]?.details).data?.items ?? [];
  return items.flatMap((item) => schema.safeParse(item).data ?? []);
}

/**
 * Why a page is slow, moves or fails, by Lighthouse's own audits: its largest element and where the time before that went
 * (as it was observed, not as it is simulated), what was shifted, and errors in the console. One line each.
 */
export function reasonsOf(audits: Audits): string[] {
  const [largest] = itemsOf(audits, 'lcp-breakdown-insight', element);
  const parts = itemsOf(audits, 'lcp-breakdown-insight', z.object({ items: z.array(part) })).flatMap(
    ({ items }) => items.map(({ label, duration }) => `${label.toLowerCase()} ${Math.round(duration)} ms`),
  );
  return [
    ...(largest ? [`largest paint: ${largest.snippet}`, `  observed: ${parts.join(', ')}`] : []),
    ...itemsOf(audits, 'layout-shifts', moved).map(
      ({ node, score }) => `shifted by ${score.toFixed(3)}: ${node.snippet}`,
    ),
    ...itemsOf(audits, 'errors-in-console', said).map(
      ({ description, sourceLocation }) => `console: ${description} ${sourceLocation?.url ?? ''}`,
    ),
  ];
}

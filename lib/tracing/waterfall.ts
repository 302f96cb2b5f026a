import type { StoredSpan } from './types.ts';

export type WaterfallRow = StoredSpan & {
  /** What people call it: a call by its path as well, else the span's name. */
  label: string;
  depth: number;
  /** Microseconds after the trace's first span began. */
  offsetUs: number;
  /** Of its duration, what no child accounts for. */
  ownUs: number;
  children: number;
};

export type Waterfall = {
  traceId: string;
  startedUs: number;
  /** From the first span's start to the last one's end. */
  spanUs: number;
  services: string[];
  rows: WaterfallRow[];
  /** The span that itself took longest, its children aside; waits of a queue do not count. */
  slowest: WaterfallRow | null;
  failed: WaterfallRow[];
  /** What was tried more than once, each with its tries in order. */
  retries: { label: string; tries: WaterfallRow[] }[];
};

const endOf = (span: StoredSpan) => span.startedUs + span.durationUs;

/** `POST /orders` for a call, else the span's own name. */
function labelOf({ name, kind, attributes }: StoredSpan): string {
  const path = String(attributes['url.path'] ?? '');
  return kind === 'client' && path && /^[A-Z]+$/.test(name) ? `${name} ${path}` : name;
}

/** What makes two spans tries at the same thing: a message delivered again, a gateway asked again. */
function triedThing({ name, attributes }: StoredSpan): string | null {
  const message = attributes['messaging.message.id'];
  if (message !== undefined && attributes['messaging.operation.name'] === 'process')
    return `${name} ${message}`;
  return attributes['ballast.payment.gateway'] === undefined ? null : (name.split(' ', 1)[0] ?? null);
}

function retriesOf(rows: WaterfallRow[]): Waterfall['retries'] {
  const groups = Map.groupBy(
    rows.filter((row) => triedThing(row) !== null),
    triedThing,
  );
  return [...groups.values()]
    .filter((tries) => tries.length > 1)
    .map((tries) => ({
      label: tries[0]?.label ?? '',
      tries: tries.toSorted((a, b) => a.offsetUs - b.offsetUs),
    }));
}

/** How long at least one of some spans ran within [from, to]. */
function covered(spans: StoredSpan[], from: number, to: number): number {
  let total = 0;
  let until = from;
  for (const span of spans) {
    const start = Math.max(span.startedUs, until);
    const end = Math.min(endOf(span), to);
    if (end > start) {
      total += end - start;
      until = end;
    }
  }
  return total;
}

/**
 * One trace as rows, each span under its parent in the order they began. A span whose parent was not stored stands at
 * the top, so that nothing is hidden. @param spans of one trace, in the order they began.
 */
export function waterfall(spans: StoredSpan[]): Waterfall {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const children = Map.groupBy(
    spans.filter(({ parentId }) => parentId !== null && ids.has(parentId)),
    ({ parentId }) => parentId,
  );
  const startedUs = Math.min(...spans.map((span) => span.startedUs));
  const rows: WaterfallRow[] = [];
  const placed = new Set<string>();
  const place = (span: StoredSpan, depth: number): void => {
    // A loop in hostile data ends here.
    if (placed.has(span.spanId)) return;
    placed.add(span.spanId);
    const below = children.get(span.spanId) ?? [];
    rows.push({
      ...span,
      label: labelOf(span),
      depth,
      offsetUs: span.startedUs - startedUs,
      ownUs: span.durationUs - covered(below, span.startedUs, endOf(span)),
      children: below.length,
    });
    for (const child of below) place(child, depth + 1);
  };
  for (const span of spans) if (!span.parentId || !ids.has(span.parentId)) place(span, 0);
  for (const span of spans) place(span, 0);
  const slowest = rows.reduce<WaterfallRow | null>(
    (most, row) => (most === null || row.ownUs > most.ownUs ? row : most),
    null,
  );
  return {
    traceId: spans[0]?.traceId ?? '',
    startedUs,
    spanUs: Math.max(...spans.map(endOf)) - startedUs,
    services: [...new Set(spans.map(({ service }) => service))],
    rows,
    slowest,
    failed: rows.filter(({ failed }) => failed),
    retries: retriesOf(rows),
  };
}

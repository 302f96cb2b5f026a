import { z } from 'zod';
import type { StoredSpan } from './types.ts';

/**
 * Spans of nginx and Varnish, read from the lines they log for requests that move an order. Their ids are made so that
 * neither needs a generator: the edge's begin with 0, and Varnish's is the same with a 1 in front.
 */

const hex = (length: number) => z.string().regex(new RegExp(`^[0-9a-f]{${length}}$`));
const seconds = z.coerce.number().nonnegative().max(86_400);
/** nginx writes `-` for what did not happen, and one time per upstream tried. */
const times = z.string().transform((list) =>
  list
    .split(/[,:]\s*/)
    .map(Number)
    .filter(Number.isFinite),
);

const edgeLine = z.object({
  trace: hex(32),
  span: hex(16),
  parent: z.union([hex(16), z.literal('')]),
  method: z.string().max(10),
  path: z.string().max(2_000),
  status: z.coerce.number().int(),
  ended: z.coerce.number(),
  took: seconds,
  upstream: z.string().max(500),
  upstream_header: times,
  bytes: z.coerce.number(),
});

const varnishLine = z.object({
  traceparent: z.string().regex(/^00-[0-9a-f]{32}-1[0-9a-f]{15}-01$/),
  method: z.string().max(10),
  path: z.string().max(2_000),
  status: z.coerce.number().int(),
  started: z.coerce.number(),
  took_us: z.coerce.number().nonnegative(),
  first_byte: z.string(),
  handling: z.string().max(20),
});

function parse<T>(line: string, schema: z.ZodType<T>): T | null {
  const begin = line.indexOf('{');
  if (begin < 0) return null;
  try {
    return schema.safeParse(JSON.parse(line.slice(begin))).data ?? null;
  } catch {
    return null;
  }
}

/** The span of a line that nginx sent by syslog; null for any other line. */
export function edgeSpan(line: string): StoredSpan | null {
  const said = parse(line, edgeLine);
  if (!said) return null;
  const durationUs = Math.round(said.took * 1e6);
  return {
    traceId: said.trace,
    spanId: said.span,
    parentId: said.parent || null,
    service: 'edge',
    name: `${said.method} ${said.path}`.slice(0, 190),
    kind: 'server',
    startedUs: Math.round(said.ended * 1e6) - durationUs,
    durationUs,
    failed: said.status >= 500,
    attributes: {
      'http.request.method': said.method,
      'url.path': said.path,
      'http.response.status_code': said.status,
      'http.response.size': said.bytes,
      'ballast.edge.upstream': said.upstream,
      'ballast.edge.tries': said.upstream_header.length,
      ...(said.upstream_header.length > 0
        ? { 'ballast.edge.first_byte_ms': Math.round(1_000 * (said.upstream_header.at(-1) ?? 0)) }
        : {}),
    },
  };
}

/** The span of a line that varnishncsa printed; null for any other line. */
export function varnishSpan(line: string): StoredSpan | null {
  const said = parse(line, varnishLine);
  if (!said) return null;
  const [, traceId = '', spanId = ''] = said.traceparent.split('-');
  const firstByte = Number(said.first_byte);
  return {
    traceId,
    spanId,
    parentId: `0${spanId.slice(1)}`,
    service: 'varnish',
    name: `${said.method} ${said.path}`.slice(0, 190),
    kind: 'server',
    startedUs: Math.round(said.started * 1e6),
    durationUs: Math.round(said.took_us),
    failed: said.status >= 500,
    attributes: {
      'http.request.method': said.method,
      'url.path': said.path,
      'http.response.status_code': said.status,
      'ballast.varnish.handling': said.handling,
      ...(Number.isFinite(firstByte)
        ? { 'ballast.varnish.first_byte_ms': Math.round(1_000 * firstByte) }
        : {}),
    },
  };
}

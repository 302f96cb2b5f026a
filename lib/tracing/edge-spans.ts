import { z } from 'zod';
import type { StoredSpan } from './types.ts';

/**
 * Spans of nginx and of the Varnish behind it, read from the line that nginx logs for a request that moves an order: its
 * answer carries Varnish's times. Ids are made so that neither needs a generator: the edge's begin with 0, and Varnish's is
 * the same with a 1 in front.
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
  span: hex(16).startsWith('0'),
  parent: z.union([hex(16), z.literal('')]),
  method: z.string().max(10),
  path: z.string().max(2_000),
  status: z.coerce.number().int(),
  ended: z.coerce.number(),
  took: seconds,
  upstream: z.string().max(500),
  upstream_header: times,
  upstream_took: times,
  /** When Varnish took it on and when it had the answer, in seconds since 1970; empty when none was asked. */
  varnish: z.string().regex(/^(\d+\.\d+ \d+\.\d+)?$/),
  cache: z.string().max(20),
  bytes: z.coerce.number(),
});
type EdgeLine = z.infer<typeof edgeLine>;

function parse(line: string): EdgeLine | null {
  const begin = line.indexOf('{');
  if (begin < 0) return null;
  try {
    return edgeLine.safeParse(JSON.parse(line.slice(begin))).data ?? null;
  } catch {
    return null;
  }
}

const micros = (s: number) => Math.round(s * 1e6);

/** What both spans say of the request. */
const requestOf = ({ trace, method, path, status }: EdgeLine) => ({
  traceId: trace,
  name: `${method} ${path}`.slice(0, 190),
  kind: 'server',
  failed: status >= 500,
  attributes: { 'http.request.method': method, 'url.path': path, 'http.response.status_code': status },
});

function edgeSpan(line: EdgeLine): StoredSpan {
  const { span, parent, ended, took, upstream, upstream_header: headers, bytes } = line;
  const request = requestOf(line);
  return {
    ...request,
    spanId: span,
    parentId: parent || null,
    service: 'edge',
    startedUs: micros(ended) - micros(took),
    durationUs: micros(took),
    attributes: {
      ...request.attributes,
      'http.response.size': bytes,
      'ballast.edge.upstream': upstream,
      'ballast.edge.tries': headers.length,
      ...(headers.length > 0
        ? { 'ballast.edge.first_byte_ms': Math.round(1_000 * (headers.at(-1) ?? 0)) }
        : {}),
    },
  };
}

function varnishSpan(line: EdgeLine): StoredSpan[] {
  const [began, answered] = line.varnish.split(' ').map(Number);
  if (!began || !answered) return [];
  const firstByte = Math.max(0, answered - began);
  const request = requestOf(line);
  return [
    {
      ...request,
      spanId: `1${line.span.slice(1)}`,
      parentId: line.span,
      service: 'varnish',
      startedUs: micros(began),
      // It answers as it is answered: what follows the first byte, nginx has seen.
      durationUs: micros(Math.max(firstByte, line.upstream_took.at(-1) ?? 0)),
      attributes: {
        ...request.attributes,
        'ballast.varnish.handling': line.cache.toLowerCase(),
        'ballast.varnish.first_byte_ms': Math.round(1_000 * firstByte),
      },
    },
  ];
}

/** The spans of a line that nginx sent by syslog, the edge's first; none for any other line. */
export function edgeSpans(line: string): StoredSpan[] {
  const said = parse(line);
  return said ? [edgeSpan(said), ...varnishSpan(said)] : [];
}

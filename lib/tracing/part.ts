import { deflateSync, inflateSync, constants as zlibConstants } from 'node:zlib';
import { z } from 'zod';
import type { StoredSpan } from './types.ts';

/** What is written at once of one trace. */
export type Part = {
  traceId: string;
  /** The order that one of its spans names. */
  orderId: string | null;
  startedUs: number;
  spans: number;
  body: Uint8Array<ArrayBuffer>;
};

const lengthBytes = 4;
/** Far more than a process writes at once of one trace. */
const longestBody = 32_000_000;

/**
 * Packs some spans of one trace. The body is what MariaDB's COMPRESS() makes of their JSON: its length in four bytes, the
 * lowest first, then zlib (https://mariadb.com/kb/en/compress/). Not asynchronously: handing 20 kB to another thread costs
 * more than packing them.
 */
export function partOf(traceId: string, spans: readonly StoredSpan[]): Part {
  const json = Buffer.from(JSON.stringify(spans.map(({ traceId: _same, ...span }) => span)));
  const packed = deflateSync(json, { level: zlibConstants.Z_BEST_SPEED });
  const body = new Uint8Array(lengthBytes + packed.length);
  new DataView(body.buffer).setUint32(0, json.length, true);
  body.set(packed, lengthBytes);
  const [orderId] = spans.flatMap(({ attributes }) => attributes['ballast.order.id'] ?? []);
  return {
    traceId,
    orderId: orderId === undefined ? null : String(orderId),
    startedUs: Math.min(...spans.map(({ startedUs }) => startedUs)),
    spans: spans.length,
    body,
  };
}

const bodySchema = z.array(
  z.object({
    spanId: z.string(),
    parentId: z.string().nullable(),
    service: z.string(),
    name: z.string(),
    kind: z.string(),
    startedUs: z.number(),
    durationUs: z.number(),
    failed: z.boolean(),
    attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  }),
);

/** The spans of a part. @throws when it is not one. */
export function spansOf({ traceId, body }: Pick<Part, 'traceId' | 'body'>): StoredSpan[] {
  const json = inflateSync(body.subarray(lengthBytes), { maxOutputLength: longestBody }).toString('utf8');
  return bodySchema.parse(JSON.parse(json)).map((span) => ({ traceId, ...span }));
}

import { createHmac, timingSafeEqual } from 'node:crypto';
import { env } from './env.ts';

/** Who is behind a request: a person who shops, our own monitor, or a load test. Only the first counts as business. */
export const trafficKinds = ['shopper', 'synthetic', 'load'] as const;
export type TrafficKind = (typeof trafficKinds)[number];

/** The request header by which our own clients say that they are no shoppers. */
export const trafficHeader = 'x-ballast-traffic';

const mac = (kind: string): Buffer =>
  createHmac('sha256', env.AUTH_SECRET).update(`ballast-traffic:${kind}`).digest();

/** The header's value for a client of ours: `synthetic.HMAC`. Whoever has it can mark requests: keep it like a password. */
export function signTraffic(kind: Exclude<TrafficKind, 'shopper'>): string {
  return `${kind}.${mac(kind).toString('hex')}`;
}

/**
 * What a request's header says of it. Without one, or with one that we did not sign, it is a shopper's: nobody outside
 * can keep what he does out of the figures.
 */
export function verifyTraffic(header: string | null): TrafficKind {
  const [, claimed = '', signature = ''] = /^(\w{1,12})\.([0-9a-f]{64})$/.exec(header ?? '') ?? [];
  const kind = trafficKinds.find((known) => known === claimed);
  if (!kind || kind === 'shopper') return 'shopper';
  return timingSafeEqual(Buffer.from(signature, 'hex'), mac(kind)) ? kind : 'shopper';
}

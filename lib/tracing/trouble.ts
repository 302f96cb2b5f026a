import type { StoredSpan } from './types.ts';

/** A request or a delivery that takes longer is kept whatever the ratio says, and listed. */
export const slowUs = 1_000_000;

/** Asked all the time by machines, which are told "not ready" by a 503. */
const ofMachines = /\/api\/health(\/|$)/;

/** Waits for the server's part of a trace to be written before it answers a browser that has long gone on. */
const waitsOnPurpose = /\/api\/browser$/;

/** Whether a span is where a process took something on, a request or a message, or a visitor waited, and that ended slow or failed. */
export function isTrouble({
  service,
  kind,
  name,
  failed,
  durationUs,
}: Omit<StoredSpan, 'attributes'>): boolean {
  if (kind !== 'server' && kind !== 'consumer' && service !== 'browser') return false;
  const slow = durationUs >= slowUs && !waitsOnPurpose.test(name);
  return (failed || slow) && !ofMachines.test(name);
}

/** The HTTP status a span ended with; null where there was none. */
export function statusOf({ attributes }: Pick<StoredSpan, 'attributes'>): number | null {
  const status = Number(attributes['http.response.status_code'] ?? attributes['http.status_code']);
  return Number.isInteger(status) && status > 0 ? status : null;
}

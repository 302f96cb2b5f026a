/** A finished span as it is stored. Times are microseconds since 1970, durations microseconds. */
export type StoredSpan = {
  traceId: string;
  spanId: string;
  parentId: string | null;
  service: string;
  name: string;
  kind: string;
  startedUs: number;
  durationUs: number;
  failed: boolean;
  attributes: Record<string, string | number | boolean>;
};

/** What ended slow or failed, as the list shows it: one for a trace, the span of it that took longest. */
export type TroubledTrace = {
  traceId: string;
  service: string;
  /** The route that was asked for, or what was delivered to whom. */
  name: string;
  /** The HTTP status of its answer, where it was a request. */
  status: number | null;
  startedUs: number;
  durationUs: number;
  failed: boolean;
  /** The order whose trace it is. */
  orderId: string | null;
};

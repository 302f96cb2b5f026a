/** A finished span as it is stored: one row. Times are microseconds since 1970, durations microseconds. */
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

/**
 * What a failed statement or transaction means. `conflict`: it lost against another one and was rolled back. `lost`: the
 * server or the way to it is gone, or it lies outside the cluster's majority; what was not committed is rolled back.
 */
export type DatabaseFailure = 'conflict' | 'lost' | 'other';

// 1213 deadlock, or certification lost against another node; 1205 lock wait; 1020 row changed since it was read.
const conflicts = new Set(['1213', '1205', '1020']);
// A socket that broke; the driver's words for it (450xx); 1047 node outside the majority, 1053 shutting down, 1180 failed
// COMMIT, 1927 killed, 2006 and 2013 gone. One that is merely silent is none: its time is up already.
const losses = new Set(
  ['ECONNRESET', 'EPIPE', '45001', '45004', '45009', '45013', '45019'].concat([
    '1047',
    '1053',
    '1180',
    '1927',
    '2006',
    '2013',
  ]),
);
// Nobody to be reached for the whole time that a connection may be waited for: the caller has waited enough.
const givenUp = new Set(['45028', 'P2024', 'P2028']);

type Link = {
  code?: unknown;
  errno?: unknown;
  originalCode?: unknown;
  kind?: unknown;
  cause?: unknown;
  meta?: { driverAdapterError?: unknown };
};

/** Every code along an error's causes: Prisma hides the driver's under `cause` or `meta.driverAdapterError`. */
function codesOf(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 6) return [];
  const { code, errno, originalCode, kind, cause, meta } = error as Link;
  const own = [code, errno, originalCode, kind].filter((value) => value !== undefined).map(String);
  return [...own, ...codesOf(cause, depth + 1), ...codesOf(meta?.driverAdapterError, depth + 1)];
}

/** Tells a lost conflict and a lost connection from every other error; each has several faces in Prisma. */
export function databaseFailure(error: unknown): DatabaseFailure {
  const codes = codesOf(error);
  const conflict = (code: string) =>
    conflicts.has(code) || code === 'P2034' || code === 'TransactionWriteConflict';
  if (codes.some((code) => givenUp.has(code))) return 'other';
  if (codes.some(conflict)) return 'conflict';
  return codes.some((code) => losses.has(code)) ? 'lost' : 'other';
}

/** Whether a transaction lost a write conflict and was rolled back. */
export function isWriteConflict(error: unknown): boolean {
  return databaseFailure(error) === 'conflict';
}

/** Whether a transaction was rolled back since it took longer than it may, or could not begin in time. */
export function isOutOfTime(error: unknown): boolean {
  return codesOf(error).includes('P2028');
}

/**
 * The connection was lost while COMMIT was under way: the transaction may stand. Nobody here can tell; whoever asks again
 * must find out by what is unique in it (the checkout's id, the inbox row, the version), as after any crash.
 */
export class OutcomeUnknownError extends Error {
  readonly retryable = true;
  constructor(cause: unknown) {
    super('The connection to the database was lost during COMMIT', { cause });
    this.name = 'OutcomeUnknownError';
  }
}

/** A unique key or a lost write conflict is an answer; a lost connection is none. */
export function isOutage(error: unknown): boolean {
  if (databaseFailure(error) === 'conflict') return false;
  const kind = (error as { cause?: { kind?: string } }).cause?.kind ?? '';
  return !/UniqueConstraint|ForeignKey|NullConstraint|LengthMismatch/.test(kind);
}

/** A failure that another try cannot mend: the effect is parked for staff at once. */
export class PermanentError extends Error {
  override name = 'PermanentError';
}

/** Another worker is at it: come back later; not a failure. */
export class BusyError extends Error {
  override name = 'BusyError';
}

/** Ends a wait: `work` gets the signal, and what ignores it is left behind. @throws after `ms` milliseconds. */
export async function within<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(ms);
  const late = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => late.reject(new Error(`No answer in ${ms} ms`)), { once: true });
  return Promise.race([work(signal), late.promise]);
}

import { AsyncLocalStorage } from 'node:async_hooks';
import pino, { type Logger } from 'pino';
import { env } from './env.ts';
import { redact } from './redact.ts';
import { traceIds } from './trace.ts';

export type LogFields = { orderId?: string; checkoutId?: string; eventId?: string; runId?: string };

// Next loads routes and instrumentation as separate copies of a module: one store per process, not per copy.
const shared = globalThis as { ballastLogFields?: AsyncLocalStorage<LogFields> };
shared.ballastLogFields ??= new AsyncLocalStorage();
const store = shared.ballastLogFields;

/** A JSON logger. Every line carries the ids of its trace and of what it is about; secrets and personal data never get in. */
export function logger(name: string): Logger {
  return pino({
    name,
    level: env.LOG_LEVEL,
    mixin: () => ({ ...traceIds(), ...store.getStore() }),
    formatters: { log: (fields) => redact(fields) as Record<string, unknown> },
    // Errors are written by `redact`, like everything else.
    serializers: { err: (error: unknown) => error },
  });
}

/** Lines written by `work` name what it is about, such as the order. */
export function withLogFields<T>(fields: LogFields, work: () => T): T {
  return store.run({ ...store.getStore(), ...fields }, work);
}

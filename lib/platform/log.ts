import pino, { type Logger } from 'pino';
import { env } from './env.ts';
import { traceIds } from './trace.ts';

/** A JSON logger that never prints secrets or card data. */
export function logger(name: string): Logger {
  return pino({
    name,
    level: env.LOG_LEVEL,
    // A line belongs to the trace it was written under.
    mixin: traceIds,
    redact: { paths: ['*.password', '*.paymentToken', '*.clientSecret', '*.authorization'], remove: true },
  });
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { logger } from './log.ts';
import { trafficHeader, verifyTraffic } from './traffic.ts';

const log = logger('request');
const header = (value: string | string[] | undefined) => (typeof value === 'string' ? value : null);

/**
 * Writes one line for an answered request: the name of its route, never its address, which may open an order. Without
 * probes, which come every second.
 */
export function logRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { route, method, milliseconds }: { route: string; method: string; milliseconds: number },
): void {
  if (route.startsWith('/api/health')) return;
  const trace = /^00-([0-9a-f]{32})-/.exec(header(request.headers.traceparent) ?? '')?.[1];
  const fields = {
    method,
    route,
    status: response.writableFinished ? response.statusCode : 'gone',
    ms: Math.round(milliseconds),
    traffic: verifyTraffic(header(request.headers[trafficHeader])),
    ...(trace ? { trace_id: trace } : {}),
  };
  log[response.statusCode >= 500 ? 'warn' : 'info'](fields, 'request');
}

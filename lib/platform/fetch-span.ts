import { SpanStatusCode } from '@opentelemetry/api';
import { inSpan, traceparent } from './trace.ts';

/**
 * `fetch` of a party outside, in a span by OpenTelemetry's conventions for HTTP clients, which the party is told of
 * (https://opentelemetry.io/docs/specs/semconv/http/http-spans/). It ends when the answer's headers are here; queries and
 * bodies are never on it. @throws what `fetch` throws; the signal, with its time limit, is the caller's.
 */
export function fetchInSpan(
  address: string | URL,
  init: { method: string; headers: Record<string, string>; body: string; signal: AbortSignal },
): Promise<Response> {
  const { protocol, hostname, port, pathname } = new URL(address);
  const attributes = {
    'http.request.method': init.method,
    'server.address': hostname,
    'server.port': Number(port || (protocol === 'https:' ? 443 : 80)),
    'url.path': pathname,
  };
  return inSpan(init.method, { role: 'client', attributes }, async (span) => {
    const parent = traceparent();
    const headers = parent ? { ...init.headers, traceparent: parent } : init.headers;
    const response = await fetch(address, { ...init, headers });
    span.setAttribute('http.response.status_code', response.status);
    if (response.status >= 400) {
      span.setAttribute('error.type', String(response.status));
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    return response;
  });
}

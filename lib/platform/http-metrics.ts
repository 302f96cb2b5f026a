import { type IncomingMessage, Server, type ServerResponse } from 'node:http';
import { histogram } from './metrics.ts';
import { logRequest } from './request-log.ts';
import { isWarmUp } from './warm-up.ts';

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);

const requests = () =>
  histogram(
    'ballast_http_request_seconds',
    'Requests answered, by route, method and class of the status; `gone`: the client left before the end',
    ['route', 'method', 'status'],
    [0.005, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  );

const patched = globalThis as { ballastMeasuresHttp?: boolean };

/**
 * Measures every request of this process's servers but its own (`warmUp`), and writes a log line for each. `routeOf` turns a
 * path into the name of its route, one of a known set; null for what is not to be counted.
 */
export function measureRequests(routeOf: (path: string, port: number | undefined) => string | null): void {
  if (patched.ballastMeasuresHttp) return;
  patched.ballastMeasuresHttp = true;
  const emit = Server.prototype.emit;
  Server.prototype.emit = function measured(this: Server, event: string, ...args: unknown[]): boolean {
    if (event === 'request') watch(...(args as [IncomingMessage, ServerResponse]));
    return Reflect.apply(emit, this, [event, ...args]);
  };
  function watch(request: IncomingMessage, response: ServerResponse): void {
    if (isWarmUp(request)) return;
    const [path = '/'] = (request.url ?? '/').split('?', 1);
    const route = routeOf(path, request.socket.localPort);
    if (route === null) return;
    const began = performance.now();
    response.once('close', () => {
      const status = response.writableFinished ? `${Math.floor(response.statusCode / 100)}xx` : 'gone';
      const method = methods.has(request.method ?? '') ? String(request.method) : 'other';
      const milliseconds = performance.now() - began;
      requests().observe({ route, method, status }, milliseconds / 1_000);
      logRequest(request, response, { route, method, milliseconds });
    });
  }
}

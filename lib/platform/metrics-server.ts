import { createServer } from 'node:http';
import { env } from './env.ts';
import { logger } from './log.ts';
import { metrics } from './metrics.ts';

const shared = globalThis as { ballastMetricsServed?: boolean };

/**
 * Serves this process's metrics for Prometheus at METRICS_PORT, on loopback unless told otherwise: a port of its own, which no edge and no
 * Varnish leads to. Once per process; a port that is taken costs the metrics, never the process.
 */
export function serveMetrics(): void {
  if (env.METRICS_PORT === undefined || shared.ballastMetricsServed) return;
  shared.ballastMetricsServed = true;
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end();
    metrics()
      .metrics()
      .then(
        (text) => response.writeHead(200, { 'content-type': metrics().contentType }).end(text),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
  });
  server.on('error', (error) => logger('metrics').warn({ error: error.message }, 'not served'));
  server.requestTimeout = 10_000;
  server.listen(env.METRICS_PORT, env.LISTEN_ADDRESS).unref();
}

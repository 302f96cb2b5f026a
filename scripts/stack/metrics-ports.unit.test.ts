import { beforeAll, expect, test } from 'vitest';
import { renderEdge } from '../../infra/edge/render.ts';
import { renderVcl } from '../../infra/varnish/render.ts';
import type { Service } from './services.ts';

let stack: Service[] = [];
let ports: typeof import('./instance.ts').ports;

beforeAll(async () => {
  process.env.BALLAST_PORT = '7400';
  await import('../environment.ts');
  ({ ports } = await import('./instance.ts'));
  stack = (await import('./services.ts')).services('production');
});

test('every Node process has a metrics port of its own, and is told of it', () => {
  const node = stack.filter((service) => service.command().file === process.execPath);
  expect(node.length).toBeGreaterThan(5);
  for (const { name, metricsPort, command } of node) {
    expect(metricsPort, name).toBeGreaterThan(7429);
    expect(command().env?.METRICS_PORT, name).toBe(String(metricsPort));
  }
  expect(new Set(node.map(({ metricsPort }) => metricsPort)).size).toBe(node.length);
});

test('neither edge nor Varnish leads to a metrics port, to Prometheus or to Alertmanager', () => {
  const inner = [ports.prometheus, ports.alertmanager, ...stack.map(({ metricsPort }) => metricsPort)];
  const outer = [
    renderEdge({
      port: ports.edge,
      varnishPorts: ports.varnish,
      webPorts: ports.web,
      hitsPort: 7408,
      tracesPort: ports.traces,
      buildDir: '/build',
      publicDir: '/public',
      mediaDir: '/media',
      gatewayOrigin: '',
      runDir: '/run',
      logDir: '/log',
    }),
    renderVcl({ webPorts: ports.web, host: 'shop.example' }),
  ].join('\n');
  expect(outer).toContain(String(ports.web[0]));
  for (const port of inner) if (port) expect(outer).not.toMatch(new RegExp(`\\b${port}\\b`));
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { renderEdge } from '../../infra/edge/render.ts';
import { currentBuild, publishStatic } from './build.ts';
import { dataDir, listen, logDir, ports, root, runDir, webHost } from './instance.ts';
import { requiredProgram } from './packages.ts';
import { isListening } from './processes.ts';
import type { Service } from './services.ts';

/** @throws Error for a certificate without its key, or the other way round. */
function edgeTls(): { port: number; certificate: string; key: string } | null {
  const { EDGE_TLS_CERT: certificate = '', EDGE_TLS_KEY: key = '', EDGE_TLS_PORT: port } = process.env;
  if (!certificate && !key) return null;
  if (!certificate || !key) throw new Error('EDGE_TLS_CERT and EDGE_TLS_KEY are both needed, or neither');
  return { port: Number(port || 8443), certificate: resolve(root, certificate), key: resolve(root, key) };
}

/** nginx: TLS, static files, and what one address may do. */
export const edge: Service = {
  name: 'edge',
  group: 'apps',
  port: ports.edge,
  prepare() {
    const folder = join(dataDir, 'edge');
    mkdirSync(folder, { recursive: true });
    publishStatic(currentBuild());
    writeFileSync(
      join(runDir, 'nginx.conf'),
      renderEdge({
        port: ports.edge,
        tls: edgeTls(),
        listen,
        varnishPorts: ports.varnish,
        varnishHosts: (process.env.VARNISH_URLS ?? '').split(',').map((url) => new URL(url).hostname),
        webHost,
        webPorts: ports.web,
        hitsPort: Number(process.env.CACHE_HITS_PORT),
        tracesPort: ports.traces,
        // Of all builds of late: an open page of an older one still loads its parts.
        buildDir: dataDir,
        publicDir: join(root, 'public'),
        mediaDir: join(dataDir, 'media'),
        trustedProxies: (process.env.EDGE_TRUSTED_PROXIES ?? '').split(',').filter(Boolean),
        gatewayOrigin: process.env.STRIPE_API_BASE ? new URL(process.env.STRIPE_API_BASE).origin : '',
        newCarts: Number(process.env.BALLAST_EDGE_NEW_CARTS) || undefined,
        runDir: folder,
        logDir,
        // In a pod of its own nobody empties the file, unless somebody is there to.
        tellsRefusals:
          (process.env.BALLAST_EDGE_REFUSALS || (listen === '127.0.0.1' ? 'on' : 'off')) === 'on',
      }),
    );
  },
  command: () => ({
    file: requiredProgram('nginx'),
    args: ['-p', join(dataDir, 'edge'), '-c', join(runDir, 'nginx.conf'), '-e', join(logDir, 'edge.log')],
  }),
  ready: () => isListening(ports.edge),
  graceMs: 5_000,
};

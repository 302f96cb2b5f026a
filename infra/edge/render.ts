import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type EdgeOptions = {
  port: number;
  /** Where TLS and HTTP/2 are spoken besides, with PEM files; null for nowhere. */
  tls?: { port: number; certificate: string; key: string } | null;
  /** Every Varnish, on loopback. */
  varnishPorts: readonly number[];
  /** The web processes, which answer when no Varnish does. */
  webPorts: readonly number[];
  /** Where a sample of the pages is told to, for the warmer. */
  hitsPort: number;
  /** Where each request that moves an order is told to, for its trace. */
  tracesPort: number;
  /** The build's folder: its `static` is served from disk. */
  buildDir: string;
  publicDir: string;
  /** Stored pictures, two levels deep. */
  mediaDir: string;
  /** The origin the browser sends card data to, beside Stripe's; empty for none. */
  gatewayOrigin: string;
  /** Temporary files and the pid file; must exist. */
  runDir: string;
  logDir: string;
};

const server = (port: number, options = '') => `    server 127.0.0.1:${port}${options};`;

/** Where a page goes on that Varnish has not begun to answer in time: to the first that is alive, else to web. */
function slowSteps(ports: readonly number[]): string {
  return ports
    .map((port, index) => {
      const next = index + 1 < ports.length ? `@slow${index + 2}` : '@web';
      return `    location @slow${index + 1} {
      auth_request /.alive/${index + 1};
      recursive_error_pages on;
      error_page 500 502 504 = ${next};
      proxy_pass http://127.0.0.1:${port};
    }
    location = /.alive/${index + 1} {
      internal;
      proxy_pass http://127.0.0.1:${port}/.well-known/varnish;
      proxy_method GET;
      proxy_pass_request_body off;
      proxy_set_header Content-Length "";
      proxy_connect_timeout 100ms;
      proxy_read_timeout 100ms;
    }`;
    })
    .join('\n');
}

/** The same for what is sent once: to the next one only if the last was not asked, since it is not alive. */
function answerSteps(ports: readonly number[]): string {
  const others = ports.slice(1).map((port, index) => {
    return `    location @answer${index + 2} {
      auth_request /.alive/${index + 2};
      recursive_error_pages on;
      error_page 500 = @answer${index + 3};
      proxy_pass http://127.0.0.1:${port};
    }`;
  });
  const last = `    location @answer${ports.length + 1} {
      proxy_pass http://web;
    }`;
  return [...others, last].join('\n');
}

/** nginx's configuration for one stack. As root its processes stay root, to read files under a private home. */
export function renderEdge(options: EdgeOptions, asRoot = process.getuid?.() === 0): string {
  const web = options.webPorts;
  const values: Record<string, string> = {
    PORT: String(options.port),
    HITS: `127.0.0.1:${options.hitsPort}`,
    TRACES: `127.0.0.1:${options.tracesPort}`,
    BUILD_DIR: options.buildDir,
    PUBLIC_DIR: options.publicDir,
    MEDIA_DIR: options.mediaDir,
    GATEWAY: options.gatewayOrigin,
    CERTIFICATE: options.tls?.certificate ?? '',
    KEY: options.tls?.key ?? '',
    RUN_DIR: options.runDir,
    LOG_DIR: options.logDir,
  };
  for (const [name, value] of Object.entries(values)) {
    if (/["\n\\{};]/.test(value)) throw new Error(`nginx cannot be given ${name} = ${JSON.stringify(value)}`);
  }
  const template = readFileSync(join(import.meta.dirname, 'nginx.conf'), 'utf8');
  values.VARNISH = options.varnishPorts
    .map((port) => server(port, ' max_fails=10 fail_timeout=1s'))
    .concat(web.map((port) => server(port, ' backup max_fails=3 fail_timeout=1s')))
    .join('\n');
  values.WEB = web.map((port) => server(port, ' max_fails=3 fail_timeout=1s')).join('\n');
  values.TLS = options.tls
    ? `    listen 127.0.0.1:${options.tls.port} ssl http2;
    ssl_certificate "${values.CERTIFICATE}";
    ssl_certificate_key "${values.KEY}";
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:tls:5m;`
    : '';
  values.FIRST = String(options.varnishPorts[0]);
  values.ANSWERS = answerSteps(options.varnishPorts);
  values.SLOW = slowSteps(options.varnishPorts);
  values.USER = asRoot ? 'user root;' : '';
  return template.replace(/@([A-Z_]+)@/g, (whole, name: string) => values[name] ?? whole);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { busyProblem } from '#lib/admission/index.ts';
import type { Locale } from '#lib/i18n/index.ts';

/** What one address may do, and how long it may take to say what it wants. */
export type EdgeLimits = {
  requestsPerSecond: number;
  /** So many at once beyond the rate. */
  requestsBurst: number;
  /** The same for what changes something: POST and the like. */
  changesPerSecond: number;
  changesBurst: number;
  /** Requests under way. */
  connections: number;
  /** For all headers of a request. */
  headerTimeoutMs: number;
  /** Between two pieces of a body. */
  bodyTimeoutMs: number;
};

const usualLimits: EdgeLimits = {
  requestsPerSecond: 50,
  requestsBurst: 200,
  changesPerSecond: 10,
  changesBurst: 40,
  connections: 100,
  headerTimeoutMs: 5_000,
  bodyTimeoutMs: 10_000,
};

export type EdgeOptions = {
  port: number;
  /** Where TLS and HTTP/2 are spoken besides, with PEM files; null for nowhere. */
  tls?: { port: number; certificate: string; key: string } | null;
  /** Every Varnish, on loopback. */
  varnishPorts: readonly number[];
  /** The web processes, which answer when no Varnish does. */
  webPorts: readonly number[];
  /** Where the Varnishes are, in the order of their ports, and web; on loopback when left out. */
  varnishHosts?: readonly string[];
  webHost?: string;
  /** Where it listens; on loopback when left out. */
  listen?: string;
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
  limits?: Partial<EdgeLimits>;
  /** New carts under way, in all web processes together: whoever comes on top of them is turned away. */
  newCarts?: number;
  /** Addresses and networks that are not limited: this machine, from where the monitor and the load tests come. */
  unlimited?: readonly string[];
  /** Whether whom it turns away is written down: only beside an exporter, which counts it and keeps the file short. */
  tellsRefusals?: boolean;
  /** Balancers before the edge, whose X-Forwarded-For tells who a visitor is. */
  trustedProxies?: readonly string[];
};

function networks(list: readonly string[], line: (network: string) => string): string {
  for (const network of list) {
    if (!/^[\d.:a-f]+(\/\d+)?$/i.test(network)) throw new Error(`Not an address or a network: ${network}`);
  }
  return list.map(line).join('\n');
}

const loopback = '127.0.0.1';
const server = (address: string, options = '') => `    server ${address}${options};`;

type Step = {
  name: string;
  /** The Varnish that is asked. */
  node: number;
  upstream: string;
  /** Whether it is alive is asked anew for this request; otherwise an answer of the last second will do. */
  askNow: boolean;
  /** Where what fails goes on, by status. */
  onError: readonly string[];
  logs?: string;
  readTimeoutMs?: number;
};

/** A step on a request's way to an answer: it first asks whether the Varnish is alive, so that nobody waits for a dead one. */
function step({ name, node, upstream, askNow, onError, logs, readTimeoutMs }: Step): string {
  const lines = [
    `auth_request /.alive${askNow ? '-now' : ''}/${node};`,
    ...onError.map((next) => `error_page ${next};`),
    ...(logs ? [logs.trimStart()] : []),
    `proxy_pass http://${upstream}${node};`,
    ...(readTimeoutMs ? [`proxy_read_timeout ${readTimeoutMs}ms;`] : []),
  ];
  return `    location ${name}${node} {\n      ${lines.join('\n      ')}\n    }`;
}

/** Says whether a Varnish is alive: by an answer of the last second, or asked anew. */
function aliveSteps(node: number): string {
  const ask = `proxy_pass http://varnish${node}/.well-known/varnish;
      proxy_method GET;
      proxy_pass_request_body off;
      proxy_pass_request_headers off;
      proxy_set_header Content-Length "";
      proxy_connect_timeout 100ms;
      proxy_read_timeout 150ms;`;
  return `    location = /.alive/${node} {
      internal;
      ${ask}
      proxy_cache alive;
      proxy_cache_key ${node};
      proxy_ignore_headers Cache-Control;
      proxy_cache_valid any 1s;
    }
    location = /.alive-now/${node} {
      internal;
      ${ask}
    }`;
}

/** How a page comes to the Varnish that holds it, from there to the one after it, and at last to web. */
function pageSteps(nodes: number, logs: string): string {
  return Array.from({ length: nodes }, (_, index) => index + 1)
    .flatMap((node) => {
      const next = nodes > 1 ? `@spare${(node % nodes) + 1}` : '@web';
      const common = { node, upstream: 'varnish' };
      return [
        step({
          ...{ ...common, name: '@page', askNow: false, logs, readTimeoutMs: 100 },
          onError: [`500 502 = ${next}`, `504 = @again${node}`],
        }),
        // It lives and is making the page: it may take its time.
        step({ ...common, name: '@again', askNow: true, onError: [`500 502 504 = ${next}`] }),
        step({
          ...common,
          name: '@spare',
          askNow: false,
          onError: ['500 502 504 = @web'],
          readTimeoutMs: 150,
        }),
        aliveSteps(node),
      ];
    })
    .join('\n');
}

/** Deals pages evenly to the nodes by address. */
function shares(nodes: number): string {
  const even = Array.from(
    { length: nodes - 1 },
    (_, index) => `    ${(100 / nodes).toFixed(2)}% ${index + 1};`,
  );
  return [...even, `    * ${nodes};`].join('\n');
}

/** The same for what is sent once: to the next one only if the last was not asked, since it is not alive. */
function answerSteps(nodes: number): string {
  const steps = Array.from({ length: nodes }, (_, index) => {
    const node = index + 1;
    const onError = [`500 = @answer${node + 1}`, '502 504 =502 @no_answer', '429 = @too_many'];
    return step({ name: '@answer', node, upstream: 'answer', askNow: true, onError });
  });
  const last = `    location @answer${nodes + 1} {
      proxy_pass http://web;
    }`;
  return [...steps, last].join('\n');
}

/**
 * Few enough that none waits in web for longer than web lets it (`patienceMs` of lib/admission), enough that web is never
 * without one: with 6 to 10 orders went on at 88 % of capacity or more, with 16 at 76 % (`npm run chaos -- overload`).
 */
const newCartsPerWeb = 8;

/** Longer than web lets a cart wait: one that comes in the second in which its Varnish froze waits for this. */
const cartTimeoutMs = 3_000;

/** The way of a new cart, which may be made twice: to the first Varnish if that was alive a second ago, or like any other. */
const cartStep = step({
  name: '@cart',
  node: 1,
  upstream: 'carts',
  askNow: false,
  onError: ['500 504 = @answer1', '502 = @cart_unanswered', '429 = @too_many'],
  readTimeoutMs: cartTimeoutMs,
});

/** What web says when it has no place (`answerBusy` of lib/admission), by whom it speaks to, as tables of nginx. */
function busyWords(): Record<'BUSY_LANGUAGES' | 'BUSY', string> {
  const languages: readonly Locale[] = ['en', 'de'];
  const said = languages.map((locale) => [locale, busyProblem(locale)] as const);
  for (const [, text] of said) if (/['$\\]/.test(text)) throw new Error(`nginx cannot say ${text}`);
  return {
    BUSY_LANGUAGES: '    "~^de" de;\n    default en;',
    BUSY: said.map(([locale, text]) => `    ${locale} '${text}';`).join('\n'),
  };
}

/** nginx's configuration for one stack. As root its processes stay root, to read files under a private home. */
export function renderEdge(options: EdgeOptions, asRoot = process.getuid?.() === 0): string {
  const web = options.webPorts.map((port) => `${options.webHost ?? loopback}:${port}`);
  const varnish = options.varnishPorts.map(
    (port, index) => `${options.varnishHosts?.[index] ?? loopback}:${port}`,
  );
  const limits = { ...usualLimits, ...options.limits };
  const values: Record<string, string> = {
    LISTEN: `${options.listen ?? loopback}:${options.port}`,
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
    REQUESTS: String(limits.requestsPerSecond),
    REQUESTS_BURST: String(limits.requestsBurst),
    CHANGES: String(limits.changesPerSecond),
    CHANGES_BURST: String(limits.changesBurst),
    CONNECTIONS: String(limits.connections),
    HEADER_TIMEOUT: String(limits.headerTimeoutMs),
    BODY_TIMEOUT: String(limits.bodyTimeoutMs),
  };
  for (const [name, value] of Object.entries(values)) {
    if (/["\n\\{};]/.test(value)) throw new Error(`nginx cannot be given ${name} = ${JSON.stringify(value)}`);
  }
  const template = readFileSync(join(import.meta.dirname, 'nginx.conf'), 'utf8');
  values.SHARES = shares(varnish.length);
  // Whether it is alive is asked elsewhere: what it takes long to make is no reason to pass it over.
  values.VARNISH = varnish
    .map((address, index) => `  upstream varnish${index + 1} {\n${server(address)}\n    keepalive 64;\n  }`)
    .join('\n');
  // Given up before Varnish closes them for being idle (after 5 s): what is sent meanwhile could not be sent twice.
  const backup = web.map((address) => server(address, ' max_fails=3 fail_timeout=1s backup')).join('\n');
  values.WRITES = varnish
    .map(
      (address, index) =>
        `  upstream answer${index + 1} {\n${server(address, ' max_fails=0')}\n${backup}\n    keepalive 32;\n    keepalive_timeout 3s;\n  }`,
    )
    .join('\n');
  values.WEB = web.map((address) => server(address, ' max_fails=3 fail_timeout=1s')).join('\n');
  values.TLS = options.tls
    ? `    listen ${options.listen ?? loopback}:${options.tls.port} ssl http2;
    ssl_certificate "${values.CERTIFICATE}";
    ssl_certificate_key "${values.KEY}";
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:tls:5m;`
    : '';
  values.ANSWERS = [answerSteps(varnish.length), cartStep].join('\n');
  const newCarts = options.newCarts ?? newCartsPerWeb * web.length;
  if (!Number.isInteger(newCarts) || newCarts < 1) throw new Error(`No number of new carts: ${newCarts}`);
  values.CARTS = `  upstream carts1 {\n${server(varnish[0] ?? '', ` max_fails=0 max_conns=${newCarts}`)}\n    keepalive 32;\n    keepalive_timeout 3s;\n  }`;
  Object.assign(values, busyWords());
  const logs = `      access_log syslog:server=${values.HITS},nohostname,tag=page path if=$sampled;
      access_log "${values.LOG_DIR}/edge.log" failure if=$failed;`;
  values.PAGES = pageSteps(varnish.length, logs);
  values.REFUSALS =
    (options.tellsRefusals ?? true)
      ? `access_log "${values.RUN_DIR}/refused" refused buffer=16k flush=1s;`
      : 'access_log off;';
  values.SHED =
    (options.tellsRefusals ?? true)
      ? `access_log "${values.RUN_DIR}/refused" busy buffer=16k flush=1s;`
      : 'access_log off;';
  const trusted = options.trustedProxies ?? [];
  // Whoever comes through a balancer of ours on this machine is a visitor like any other.
  const ours = trusted.length > 0 ? [] : ['127.0.0.0/8'];
  values.UNLIMITED = networks(options.unlimited ?? ours, (network) => `    ${network} 1;`);
  values.TRUSTED = networks(trusted, (network) => `  set_real_ip_from ${network};`);
  values.USER = asRoot ? 'user root;' : '';
  return template.replace(/@([A-Z_]+)@/g, (whole, name: string) => values[name] ?? whole);
}

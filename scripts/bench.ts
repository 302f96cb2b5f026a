import { runProof } from './proofs.ts';

const partOfTracing = async () => ({ run: (await import('../load/bench/tracing.ts')).runPart });
const part = (about: string, settings: Record<string, string>) => ({ about, settings, load: partOfTracing });
const tracingParts = {
  'tracing-off': part('… on a stack without tracing', { TRACING: 'off' }),
  'tracing-on': part('… on one as it is delivered', { TRACING: 'on' }),
  'tracing-dead': part('… on one that traces everything for an endpoint that is dead', {
    TRACE_RATIO: '1',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
  }),
};

const partOfCluster = async () => ({ run: (await import('../load/bench/cluster.ts')).runPart });
const clusterParts = {
  'cluster-one': { about: '… on one MariaDB', load: partOfCluster },
  'cluster-three': { about: '… on three nodes', settings: { BALLAST_CLUSTER: 'on' }, load: partOfCluster },
};

/** `npm run bench -- NAME`: figures of this machine, with what they are measured against. */
await runProof('bench', {
  'flash-sale': {
    about: 'a rule on 500 of 5,000 products starts under browsing load: purge, hit rate, latency',
    settings: { BALLAST_VARNISH: '2' },
    load: () => import('../load/bench/flash-sale.ts'),
  },
  pages: {
    about: 'pages from Varnish, from Redis and rendered, against the limits of each',
    load: () => import('../load/bench/pages.ts'),
  },
  'hit-rate': {
    about: 'share of requests Varnish answers under a shopping mix with a price change a second',
    load: () => import('../load/bench/hit-rate.ts'),
  },
  checkout: {
    about: 'orders a second through the whole checkout and CPU by process, against bare transactions',
    load: () => import('../load/bench/checkout.ts'),
  },
  tracing: {
    about: 'what traces cost an order and a rendered page, and web’s memory while nobody takes them',
    alone: true,
    load: () => import('../load/bench/tracing.ts'),
  },
  ...tracingParts,
  generator: {
    about: 'what the load generator offers before it is itself the limit',
    alone: true,
    load: () => import('../load/bench/generator.ts'),
  },
  import: {
    about:
      'a Shopify CSV of 100,000 products: rows a second, memory, and search after it (--products N, --again)',
    servers: true,
    load: () => import('../load/bench/import.ts'),
  },
  cluster: {
    about: 'checkout on one MariaDB against three Galera nodes behind HAProxy, in turn',
    alone: true,
    load: () => import('../load/bench/cluster.ts'),
  },
  ...clusterParts,
});

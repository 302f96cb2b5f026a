/** How a chart's values are written. `money`: minor units of the series' currency. */
export type Unit = 'count' | 'per-minute' | 'money' | 'percent' | 'seconds' | 'bytes';

export type ChartQuery = {
  /** `@W@` becomes the window of the range that is looked at. */
  expr: string;
  /** What a series is called: words, with `{label}` where a label's value belongs. */
  name: string;
};
export type Chart = { id: string; title: string; unit: Unit; queries: readonly ChartQuery[] };
export type ChartGroup = { title: string; note: string; charts: readonly Chart[] };

const shopper = 'traffic="shopper"';
const quantile = (q: number, metric: string, by = '', filter = '') =>
  `histogram_quantile(${q}, sum by (le${by ? `, ${by}` : ''}) (rate(${metric}_bucket{${filter}}[@W@])))`;
const pages = 'method="GET",route!~"/api/.*|/admin.*|/_next"';
const checkout = 'method="POST",route="/api/checkout"';

/** What the Operations page draws, what matters most first. */
export const chartGroups: readonly ChartGroup[] = [
  {
    title: 'Business',
    note: 'Shoppers only: the synthetic shopper and load tests do not count.',
    charts: [
      {
        id: 'revenue',
        title: 'Revenue per minute',
        unit: 'money',
        queries: [
          {
            expr: `60 * sum by (currency) (rate(ballast_order_value_minor_total{${shopper}}[@W@]))`,
            name: '{currency}',
          },
          {
            expr: `60 * sum by (currency) (rate(ballast_order_value_minor_total{${shopper}}[@W@] offset 1w))`,
            name: '{currency}, a week before',
          },
        ],
      },
      {
        id: 'payments',
        title: 'Payments per minute',
        unit: 'per-minute',
        queries: [
          {
            expr: `60 * sum by (outcome) (rate(ballast_payment_attempts_total{${shopper}}[@W@]))`,
            name: '{outcome}',
          },
        ],
      },
      {
        id: 'success',
        title: 'Payments that succeed, by gateway',
        unit: 'percent',
        queries: [
          {
            expr: `sum by (gateway) (increase(ballast_payment_attempts_total{${shopper},outcome="taken"}[@W@])) / (sum by (gateway) (increase(ballast_payment_attempts_total{${shopper},outcome=~"taken|failed"}[@W@])) > 0)`,
            name: '{gateway}',
          },
        ],
      },
      {
        id: 'funnel',
        title: 'From visit to order, per minute',
        unit: 'per-minute',
        queries: [
          { expr: `60 * sum(rate(ballast_sessions_total{${shopper}}[@W@]))`, name: 'visits' },
          { expr: `60 * sum(rate(ballast_carts_total{${shopper}}[@W@]))`, name: 'carts' },
          { expr: `60 * sum(rate(ballast_checkouts_begun_total{${shopper}}[@W@]))`, name: 'checkouts' },
          { expr: `60 * sum(rate(ballast_orders_total{${shopper}}[@W@]))`, name: 'orders' },
        ],
      },
    ],
  },
  {
    title: 'What visitors wait for',
    note: 'Pages that web makes; those that Varnish has take a millisecond.',
    charts: [
      {
        id: 'checkout-latency',
        title: 'Checkout, with the gateway',
        unit: 'seconds',
        queries: [
          { expr: quantile(0.5, 'ballast_http_request_seconds', '', checkout), name: 'half are faster' },
          { expr: quantile(0.95, 'ballast_http_request_seconds', '', checkout), name: '95 % are faster' },
        ],
      },
      {
        id: 'page-latency',
        title: 'Pages',
        unit: 'seconds',
        queries: [
          { expr: quantile(0.5, 'ballast_http_request_seconds', '', pages), name: 'half are faster' },
          { expr: quantile(0.95, 'ballast_http_request_seconds', '', pages), name: '95 % are faster' },
          { expr: quantile(0.99, 'ballast_http_request_seconds', '', pages), name: '99 % are faster' },
        ],
      },
      {
        id: 'errors',
        title: 'Requests that fail or are turned away, per minute',
        unit: 'per-minute',
        queries: [
          {
            expr: 'topk(5, 60 * sum by (route) (rate(ballast_http_request_seconds_count{status="5xx",route!~"/api/health.*"}[@W@])) > 0)',
            name: '{route}',
          },
          {
            expr: '60 * sum by (kind) (rate(ballast_edge_refusals_total[@W@])) > 0',
            name: 'by the edge: {kind}',
          },
          {
            expr: '60 * sum(rate(ballast_edge_shed_total[@W@])) > 0',
            name: 'new carts, by the edge: the shop is full',
          },
        ],
      },
      {
        id: 'hit-rate',
        title: 'Found in the cache, by layer',
        unit: 'percent',
        queries: [
          {
            expr: 'sum by (layer) (rate(ballast_cache_lookups_total{result="hit"}[@W@])) / (sum by (layer) (rate(ballast_cache_lookups_total[@W@])) > 0)',
            name: '{layer}',
          },
        ],
      },
    ],
  },
  {
    title: 'What happens after an order',
    note: 'Effects wait in MySQL until their consumer has confirmed them; in a crowd all but stock and refunds, up to 90 s.',
    charts: [
      {
        id: 'outbox',
        title: 'Oldest effect that waits',
        unit: 'seconds',
        queries: [{ expr: 'max by (consumer) (ballast_outbox_oldest_seconds)', name: '{consumer}' }],
      },
      {
        id: 'backlog',
        title: 'Waiting effects, and those parked for staff',
        unit: 'count',
        queries: [
          { expr: 'sum by (consumer) (ballast_outbox_rows)', name: '{consumer}' },
          { expr: 'sum(ballast_dead_letters)', name: 'parked' },
        ],
      },
    ],
  },
  {
    title: 'What the shop stands on',
    note: 'Whose time it is when something is slow.',
    charts: [
      {
        id: 'dependencies',
        title: 'Calls: 95 % are faster than',
        unit: 'seconds',
        queries: [{ expr: quantile(0.95, 'ballast_dependency_seconds', 'dependency'), name: '{dependency}' }],
      },
      {
        id: 'dependency-errors',
        title: 'Calls that fail, per minute',
        unit: 'per-minute',
        queries: [
          {
            expr: '60 * sum by (dependency) (rate(ballast_dependency_seconds_count{outcome="error"}[@W@])) > 0',
            name: '{dependency}',
          },
        ],
      },
      {
        id: 'pool',
        title: 'Database connections in use, of each process',
        unit: 'count',
        queries: [
          { expr: 'sum by (process) (ballast_database_pool_connections{state="active"})', name: '{process}' },
          { expr: 'sum(ballast_database_pool_waiting)', name: 'waiting for one' },
        ],
      },
      {
        id: 'redis',
        title: 'Redis memory in use',
        unit: 'percent',
        queries: [
          { expr: 'ballast_redis_memory_bytes / (ballast_redis_memory_limit_bytes > 0)', name: '{role}' },
        ],
      },
      {
        id: 'event-loop',
        title: 'Delay of the event loop (99 % are shorter)',
        unit: 'seconds',
        queries: [{ expr: 'max by (process) (nodejs_eventloop_lag_p99_seconds)', name: '{process}' }],
      },
      {
        id: 'purges',
        title: 'Purges: 95 % are faster than',
        unit: 'seconds',
        queries: [{ expr: quantile(0.95, 'ballast_purge_seconds'), name: 'until acknowledged' }],
      },
    ],
  },
];

/**
 * When each rule must fire and when it must be silent, on made-up series in promtool's notation (`0+3x10`: from 0, up by 3
 * a minute). `rules.int.test.ts` gives them to `promtool test rules` and sees that every rule has both.
 */
export type Case = {
  /** Why. */
  when: string;
  series: Record<string, string>;
  /** The moment that is looked at. */
  at: string;
  /** Between two values and two looks; a minute when left out. */
  every?: string;
};
/** `as`: the labels the alert carries beside those of its rule. */
export type FiringCase = Case & { as?: Record<string, string> };
export type Cases = { fires: FiringCase[]; silent: Case[] };

const attempts = (outcome: string, traffic = 'shopper') =>
  `ballast_payment_attempts_total{traffic="${traffic}",gateway="stripe",method="visa",outcome="${outcome}"}`;
const orders = (traffic = 'shopper') => `ballast_orders_total{traffic="${traffic}",currency="EUR"}`;
const value = 'ballast_order_value_minor_total{traffic="shopper",currency="EUR"}';
const sessions = 'ballast_sessions_total{traffic="shopper",process="web-1"}';
const checkouts = (status: string) =>
  `ballast_http_request_seconds_count{route="/api/checkout",method="POST",status="${status}",process="web-1"}`;
const requests = (status: string) =>
  `ballast_http_request_seconds_count{route="/p/[handle]",method="GET",status="${status}",process="web-1"}`;
const within = (route: string, method: string, le: string) =>
  `ballast_http_request_seconds_bucket{route="${route}",method="${method}",status="2xx",le="${le}",process="web-1"}`;
const calls = (outcome: string) =>
  `ballast_gateway_calls_total{gateway="stripe",verb="authorise",outcome="${outcome}",process="web-1"}`;
const alive = 'ballast_reconciler_alive_timestamp_seconds{process="worker"}';
const compared = (outcome: string) => `ballast_stale_price_canary_checks_total{outcome="${outcome}"}`;
const lost = 'ballast_orders_cancelled_total{traffic="shopper",reason="out_of_stock"}';
const shed = (kind: string) => `ballast_admission_shed_total{kind="${kind}",why="too_long",process="web-1"}`;
const refused = (kind: string) => `ballast_edge_refusals_total{kind="${kind}",process="exporter"}`;
const smtp = (outcome: string) => `ballast_dependency_seconds_count{dependency="smtp",outcome="${outcome}"}`;

/** Seven hours of 100 requests every five minutes, so many of them bad. */
const burning = (bad: number) => ({
  [requests('2xx')]: `0+${100 - bad}x84`,
  [requests('5xx')]: `0+${bad}x84`,
});
const slowPages = (slow: number) => ({
  [requests('2xx')]: '0+100x84',
  [within('/p/[handle]', 'GET', '0.5')]: `0+${100 - slow}x84`,
});
const slowCheckouts = (slow: number) => ({
  [checkouts('2xx')]: '0+100x84',
  [within('/api/checkout', 'POST', '2.5')]: `0+${100 - slow}x84`,
});

export const cases: Record<string, Cases> = {
  PaymentSuccessLow: {
    fires: [
      {
        when: 'one in ten fails',
        series: { [attempts('taken')]: '0+9x10', [attempts('failed')]: '0+1x10' },
        at: '10m',
      },
    ],
    silent: [
      {
        when: 'one in two hundred fails',
        series: { [attempts('taken')]: '0+199x10', [attempts('failed')]: '0+1x10' },
        at: '10m',
      },
      {
        when: 'banks refuse one in three',
        series: {
          [attempts('taken')]: '0+20x10',
          [attempts('refused')]: '0+10x10',
          [attempts('failed')]: '0x10',
        },
        at: '10m',
      },
      {
        when: 'two of thirty fail: chance',
        series: { [attempts('taken')]: '0+6x10', [attempts('failed')]: '0 0 0 0 0 0 0 1 1 2 2' },
        at: '10m',
      },
      {
        when: 'a load test fails',
        series: { [attempts('taken')]: '0+9x10', [attempts('failed', 'load')]: '0+5x10' },
        at: '10m',
      },
    ],
  },
  AllPaymentsFail: {
    fires: [
      {
        when: 'four fail and none is taken',
        series: { [attempts('taken')]: '7x15', [attempts('failed')]: '0x6 1 2 3 4 4 4 4 4' },
        at: '13m',
      },
    ],
    silent: [
      {
        when: 'one of them is taken',
        series: { [attempts('taken')]: '7x8 8x7', [attempts('failed')]: '0x6 1 2 3 4 4 4 4 4' },
        at: '13m',
      },
      {
        when: 'nobody buys at night',
        series: { [attempts('taken')]: '7x15', [attempts('failed')]: '4x15' },
        at: '13m',
      },
    ],
  },
  RevenueLow: {
    fires: [
      {
        when: 'last week an order a minute, today one in ten minutes',
        series: { [orders()]: '0+30x335 10050+3x10', [value]: '0+150000x335 50250000+15000x10' },
        at: '170h',
        every: '30m',
        as: { currency: 'EUR' },
      },
    ],
    silent: [
      {
        when: 'as last week',
        series: { [orders()]: '0+30x345', [value]: '0+150000x345' },
        at: '170h',
        every: '30m',
      },
      {
        when: 'a quiet shop sells nothing where last week it sold six',
        series: { [orders()]: '0+6x335 2010x10', [value]: '0+30000x335 10050000x10' },
        at: '170h',
        every: '30m',
      },
    ],
  },
  ConversionDrop: {
    fires: [
      {
        when: 'the same visitors, a twentieth of the orders',
        series: { [sessions]: '0+100x300', [orders()]: '0+5x280 1400+0.25x20' },
        at: '1490m',
        every: '5m',
      },
    ],
    silent: [
      {
        when: 'fewer visitors, fewer orders',
        series: { [sessions]: '0+100x280 28000+10x20', [orders()]: '0+5x280 1400+0.5x20' },
        at: '1490m',
        every: '5m',
      },
    ],
  },
  CheckoutErrors: {
    fires: [
      {
        when: 'one in twenty',
        series: { [checkouts('2xx')]: '0+19x10', [checkouts('5xx')]: '0+1x10' },
        at: '8m',
      },
    ],
    silent: [
      {
        when: 'customers’ own mistakes',
        series: { [checkouts('2xx')]: '0+10x10', [checkouts('4xx')]: '0+10x10' },
        at: '8m',
      },
      {
        when: 'a single one of twenty',
        series: { [checkouts('2xx')]: '0+4x10', [checkouts('5xx')]: '0x5 1x5' },
        at: '8m',
      },
    ],
  },
  SyntheticPurchaseFails: {
    fires: [
      {
        when: 'the phone fails twice, the desktop never',
        series: {
          'ballast_synthetic_consecutive_failures{device="phone"}': '0 1 2',
          'ballast_synthetic_consecutive_failures{device="desktop"}': '0x2',
        },
        at: '2m',
        as: { device: 'phone' },
      },
    ],
    silent: [
      {
        when: 'once, then it succeeds',
        series: { 'ballast_synthetic_consecutive_failures{device="phone"}': '0 1 0' },
        at: '2m',
      },
    ],
  },
  SyntheticShopperSilent: {
    fires: [
      {
        when: 'its runs have ended',
        series: {
          'ballast_synthetic_last_success_timestamp_seconds{device="phone"}': '60x30',
          'ballast_synthetic_runs_total{device="phone",outcome="passed"}': '1x30',
          'ballast_synthetic_runs_total{device="phone",outcome="failed"}': '0x30',
        },
        at: '20m',
        as: { device: 'phone' },
      },
      {
        when: 'it runs, and its browser is broken',
        series: {
          'ballast_synthetic_last_success_timestamp_seconds{device="phone"}': '60x30',
          'ballast_synthetic_runs_total{device="phone",outcome="passed"}': '1x30',
          'ballast_synthetic_runs_total{device="phone",outcome="broken"}': '0+1x30',
        },
        at: '20m',
        as: { device: 'phone' },
      },
    ],
    silent: [
      {
        when: 'it runs, and fails',
        series: {
          'ballast_synthetic_last_success_timestamp_seconds{device="phone"}': '60x30',
          'ballast_synthetic_runs_total{device="phone",outcome="failed"}': '0+1x30',
        },
        at: '20m',
      },
    ],
  },
  DeadLetters: {
    fires: [
      {
        when: 'one is parked',
        series: { 'ballast_dead_letters{consumer="erp"}': '0 1x5' },
        at: '3m',
        as: { consumer: 'erp' },
      },
    ],
    silent: [{ when: 'none is', series: { 'ballast_dead_letters{consumer="erp"}': '0x5' }, at: '3m' }],
  },
  OutboxStuck: {
    fires: [
      {
        when: 'six minutes',
        series: { 'ballast_outbox_oldest_seconds{consumer="erp"}': '300+60x5' },
        at: '4m',
        as: { consumer: 'erp' },
      },
    ],
    silent: [
      {
        when: 'it comes and goes',
        series: { 'ballast_outbox_oldest_seconds{consumer="erp"}': '200 260 320 5 2 0' },
        at: '5m',
      },
    ],
  },
  ReconcilerBusy: {
    fires: [
      {
        when: 'three a minute',
        series: { 'ballast_reconciler_findings_total{finding="overdue"}': '0+3x20' },
        at: '15m',
      },
    ],
    silent: [
      {
        when: 'one in a while',
        series: { 'ballast_reconciler_findings_total{finding="overdue"}': '0x8 1x12' },
        at: '15m',
      },
    ],
  },
  ReconcilerStopped: {
    fires: [
      { when: 'it did nothing for minutes', series: { [alive]: '0+60x3 180x10' }, at: '8m' },
      { when: 'it never ran', series: { 'up{job="other"}': '1x10' }, at: '8m' },
    ],
    silent: [
      { when: 'it runs', series: { [alive]: '0+60x10' }, at: '8m' },
      {
        when: 'its run takes minutes, since a gateway lets each checkout wait',
        series: { [alive]: '0+30x40' },
        at: '15m',
        every: '30s',
      },
      {
        when: 'its worker is started again',
        series: { [alive]: '0 60 120 stale _ 300 360 420 480' },
        at: '5m',
      },
    ],
  },
  CheckoutsUnsettled: {
    fires: [{ when: 'ten minutes long', series: { ballast_checkouts_unsettled: '1x15' }, at: '12m' }],
    silent: [
      {
        when: 'settled meanwhile',
        series: { ballast_checkouts_unsettled: '1 1 1 0 0 0 1 1 1 1 1 1 1' },
        at: '12m',
      },
    ],
  },
  StalePrice: {
    fires: [{ when: 'one page lies', series: { ballast_stale_price_canary_stale: '0 1' }, at: '1m' }],
    silent: [{ when: 'none does', series: { ballast_stale_price_canary_stale: '0 0' }, at: '1m' }],
  },
  StalePriceCanarySilent: {
    fires: [
      { when: 'nothing is compared any more', series: { [compared('fresh')]: '5x40' }, at: '35m' },
      { when: 'no page answers from the beginning', series: { [compared('unknown')]: '0+5x40' }, at: '35m' },
    ],
    silent: [
      { when: 'pages are compared', series: { [compared('fresh')]: '0+5x40' }, at: '35m' },
      { when: 'all are stale, which is told already', series: { [compared('stale')]: '0+5x40' }, at: '35m' },
      { when: 'the shop sells nothing yet', series: { [compared('empty')]: '0+1x40' }, at: '35m' },
    ],
  },
  StockLostAfterPayment: {
    fires: [{ when: 'six in an hour', series: { [lost]: '0x30 6x40' }, at: '60m' }],
    silent: [{ when: 'two in an hour', series: { [lost]: '0x30 2x40' }, at: '60m' }],
  },
  AvailabilityBurnsFast: {
    fires: [{ when: 'three of a hundred fail', series: burning(3), at: '6h', every: '5m' }],
    silent: [
      { when: 'one of a hundred fails', series: burning(1), at: '6h', every: '5m' },
      {
        when: 'it is over since ten minutes',
        series: { [requests('2xx')]: '0+97x70 6790+100x4', [requests('5xx')]: '0+3x70 210x4' },
        at: '365m',
        every: '5m',
      },
    ],
  },
  AvailabilityBurnsSlow: {
    fires: [{ when: 'one of a hundred fails all morning', series: burning(1), at: '6h', every: '5m' }],
    silent: [{ when: 'all is well', series: burning(0), at: '6h', every: '5m' }],
  },
  PageLatencyBurnsFast: {
    fires: [{ when: 'every fifth is slow', series: slowPages(20), at: '6h', every: '5m' }],
    silent: [{ when: 'every tenth is slow', series: slowPages(10), at: '6h', every: '5m' }],
  },
  PageLatencyBurnsSlow: {
    fires: [{ when: 'every tenth is slow all morning', series: slowPages(10), at: '6h', every: '5m' }],
    silent: [{ when: 'one of a hundred is', series: slowPages(1), at: '6h', every: '5m' }],
  },
  CheckoutLatencyBurnsFast: {
    fires: [{ when: 'every fifth is slow', series: slowCheckouts(20), at: '6h', every: '5m' }],
    silent: [{ when: 'every tenth is slow', series: slowCheckouts(10), at: '6h', every: '5m' }],
  },
  CheckoutLatencyBurnsSlow: {
    fires: [{ when: 'every tenth is slow all morning', series: slowCheckouts(10), at: '6h', every: '5m' }],
    silent: [{ when: 'one of a hundred is', series: slowCheckouts(1), at: '6h', every: '5m' }],
  },
  GatewayFailing: {
    fires: [
      {
        when: 'half the calls are unclear',
        series: { [calls('captured')]: '0+2x10', [calls('ambiguous')]: '0+2x10' },
        at: '8m',
        as: { gateway: 'stripe' },
      },
    ],
    silent: [
      {
        when: 'cards are declined',
        series: { [calls('captured')]: '0+2x10', [calls('declined')]: '0+2x10' },
        at: '8m',
      },
    ],
  },
  BreakerOpen: {
    fires: [
      {
        when: 'one process found it open',
        series: {
          'ballast_breaker_state{gateway="stripe",process="web-1"}': '0 1x5',
          'ballast_breaker_state{gateway="stripe",process="web-2"}': '0x6',
        },
        at: '4m',
        as: { gateway: 'stripe' },
      },
    ],
    silent: [
      {
        when: 'it probes',
        series: { 'ballast_breaker_state{gateway="stripe",process="web-1"}': '0.5x6' },
        at: '4m',
      },
    ],
  },
  DatabaseDown: {
    fires: [{ when: 'it does not answer', series: { ballast_database_up: '1 0x5' }, at: '3m' }],
    silent: [{ when: 'it answers', series: { ballast_database_up: '1x5' }, at: '3m' }],
  },
  DatabasePoolExhausted: {
    fires: [
      {
        when: 'some always wait',
        series: { 'ballast_database_pool_waiting{process="web-1"}': '5x6' },
        at: '4m',
        as: { process: 'web-1' },
      },
    ],
    silent: [
      {
        when: 'a burst',
        series: { 'ballast_database_pool_waiting{process="web-1"}': '0 9 0 9 0 9 0' },
        at: '4m',
      },
    ],
  },
  RedisDown: {
    fires: [
      {
        when: 'it is away',
        series: { 'ballast_redis_up{role="session"}': '1 0x5' },
        at: '3m',
        as: { role: 'session' },
      },
    ],
    silent: [{ when: 'it answers', series: { 'ballast_redis_up{role="session"}': '1x5' }, at: '3m' }],
  },
  RedisFull: {
    fires: [
      {
        when: 'nine tenths are used',
        series: {
          'ballast_redis_memory_bytes{role="queue"}': '90x10',
          'ballast_redis_memory_limit_bytes{role="queue"}': '100x10',
        },
        at: '8m',
        as: { role: 'queue' },
      },
    ],
    silent: [
      {
        when: 'a cache is full, as it should be',
        series: {
          'ballast_redis_memory_bytes{role="fpc"}': '99x10',
          'ballast_redis_memory_limit_bytes{role="fpc"}': '100x10',
        },
        at: '8m',
      },
      {
        when: 'there is no limit',
        series: {
          'ballast_redis_memory_bytes{role="queue"}': '90x10',
          'ballast_redis_memory_limit_bytes{role="queue"}': '0x10',
        },
        at: '8m',
      },
    ],
  },
  RedisEvicting: {
    fires: [
      {
        when: 'holds are at risk',
        series: { 'ballast_redis_evicted_keys_total{role="object"}': '0+300x30' },
        at: '20m',
        as: { role: 'object' },
      },
    ],
    silent: [
      {
        when: 'pages make room',
        series: { 'ballast_redis_evicted_keys_total{role="fpc"}': '0+600x30' },
        at: '20m',
      },
    ],
  },
  LimitsUncounted: {
    fires: [
      {
        when: 'the object Redis is away and somebody tries passwords',
        series: { 'ballast_limit_uncounted_total{limit="sign-in:address",process="web-1"}': '0+10x10' },
        at: '10m',
        as: { limit: 'sign-in:address' },
      },
    ],
    silent: [
      {
        when: 'it was away for a moment',
        series: { 'ballast_limit_uncounted_total{limit="sign-in:address",process="web-1"}': '0 0 6 6 6 6 6' },
        at: '6m',
      },
    ],
  },
  RedisBreakerOpen: {
    fires: [
      {
        when: 'one process gets no answers',
        series: {
          'ballast_redis_breaker_open{role="session",process="web-1"}': '1x10',
          'ballast_redis_breaker_open{role="session",process="web-2"}': '0x10',
        },
        at: '5m',
        as: { role: 'session' },
      },
    ],
    silent: [
      {
        when: 'it opened once and closed',
        series: { 'ballast_redis_breaker_open{role="session",process="web-1"}': '0 1 0 0 0 0' },
        at: '5m',
      },
    ],
  },
  QueueBacklog: {
    fires: [
      {
        when: 'five minutes old',
        series: { 'ballast_queue_oldest_seconds{queue="email"}': '0+60x10' },
        at: '8m',
        as: { queue: 'email' },
      },
    ],
    silent: [
      { when: 'seconds old', series: { 'ballast_queue_oldest_seconds{queue="email"}': '5x10' }, at: '8m' },
    ],
  },
  EventLoopDelay: {
    fires: [
      {
        when: 'half a second',
        series: { 'nodejs_eventloop_lag_p99_seconds{process="web-1"}': '0.5x10' },
        at: '8m',
        as: { process: 'web-1' },
      },
    ],
    silent: [
      {
        when: 'some milliseconds',
        series: { 'nodejs_eventloop_lag_p99_seconds{process="web-1"}': '0.03x10' },
        at: '8m',
      },
    ],
  },
  CheckoutsShed: {
    fires: [{ when: 'buyers are turned away', series: { [shed('checkout')]: '0+10x10' }, at: '6m' }],
    silent: [
      { when: 'only browsing is turned away', series: { [shed('browse')]: '0+500x10' }, at: '6m' },
      {
        when: 'two of a minute in which a process ended',
        series: { [shed('checkout')]: '0 2x10' },
        at: '3m',
      },
    ],
  },
  Shedding: {
    fires: [
      {
        when: 'one in ten is turned away',
        series: {
          [shed('browse')]: '0+100x15',
          [requests('2xx')]: '0+900x15',
          [requests('5xx')]: '0+100x15',
        },
        at: '12m',
      },
    ],
    silent: [
      {
        when: 'one in a thousand, in a burst',
        series: { [shed('browse')]: '0+10x15', [requests('2xx')]: '0+10000x15' },
        at: '12m',
      },
      {
        when: 'nobody is',
        series: { [shed('browse')]: '7x15', [requests('2xx')]: '0+900x15' },
        at: '12m',
      },
    ],
  },
  EdgeTurnsAway: {
    fires: [
      {
        when: 'a script goes on and on',
        series: { [refused('rate')]: '0+40x15', [refused('connections')]: '0+20x15' },
        at: '12m',
      },
    ],
    silent: [
      {
        when: 'a burst of a minute',
        series: { [refused('rate')]: '0 0 800x13', [refused('connections')]: '0x15' },
        at: '8m',
      },
      {
        when: 'now and then one',
        series: { [refused('rate')]: '0+2x15', [refused('connections')]: '7x15' },
        at: '12m',
      },
    ],
  },
  VarnishDown: {
    fires: [
      {
        when: 'one of two is away',
        series: {
          'ballast_varnish_up{node="127.0.0.1:7405"}': '1 0x5',
          'ballast_varnish_up{node="127.0.0.1:7406"}': '1x6',
        },
        at: '3m',
        as: { node: '127.0.0.1:7405' },
      },
    ],
    silent: [
      { when: 'it is there', series: { 'ballast_varnish_up{node="127.0.0.1:7405"}': '1x6' }, at: '3m' },
    ],
  },
  VarnishLeaseLost: {
    fires: [
      {
        when: 'it is behind and nobody renews',
        series: {
          'ballast_varnish_leases_total{node="127.0.0.1:7405",answer="renewed"}': '0+120x3 360x6',
          'ballast_varnish_leases_total{node="127.0.0.1:7405",answer="behind"}': '0x3 0+120x6',
        },
        at: '7m',
        as: { node: '127.0.0.1:7405' },
      },
    ],
    silent: [
      {
        when: 'one process still renews',
        series: {
          'ballast_varnish_leases_total{node="127.0.0.1:7405",answer="renewed",process="web-1"}': '0+120x10',
          'ballast_varnish_leases_total{node="127.0.0.1:7405",answer="renewed",process="worker"}': '360x10',
        },
        at: '7m',
      },
    ],
  },
  PurgesFail: {
    fires: [{ when: 'one a minute', series: { ballast_purge_failures_total: '0+1x10' }, at: '9m' }],
    silent: [
      { when: 'one that was repeated', series: { ballast_purge_failures_total: '0 0 0 1x8' }, at: '8m' },
      ...['4m', '5m', '6m', '7m'].map((at) => ({
        when: 'a Redis was away for a dozen seconds',
        series: { ballast_purge_failures_total: '0 0 12x8' },
        at,
      })),
    ],
  },
  DependencyFailing: {
    fires: [
      {
        when: 'the mail server is away',
        series: { [smtp('ok')]: '0x30', [smtp('error')]: '0+2x30' },
        at: '25m',
        as: { dependency: 'smtp' },
      },
    ],
    silent: [
      { when: 'it refuses one', series: { [smtp('ok')]: '0+2x30', [smtp('error')]: '0x10 1x20' }, at: '25m' },
    ],
  },
  DiskFull: {
    fires: [
      {
        when: 'five percent are free',
        series: { ballast_disk_free_bytes: '5x10', ballast_disk_size_bytes: '100x10' },
        at: '8m',
      },
    ],
    silent: [
      {
        when: 'a third is free',
        series: { ballast_disk_free_bytes: '33x10', ballast_disk_size_bytes: '100x10' },
        at: '8m',
      },
    ],
  },
  ProcessDown: {
    fires: [
      {
        when: 'a worker is gone',
        series: { 'up{job="ballast",process="worker",instance="worker"}': '1 0x6' },
        at: '5m',
        as: { job: 'ballast', process: 'worker', instance: 'worker' },
      },
    ],
    silent: [
      {
        when: 'it is restarted',
        series: { 'up{job="ballast",process="worker",instance="worker"}': '1 0 1x6' },
        at: '5m',
      },
    ],
  },
};

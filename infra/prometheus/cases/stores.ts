import { type Cases, calls } from './series.ts';

/** What technical.yml says of gateways, MariaDB and Redis. */
export const stores: Record<string, Cases> = {
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
};

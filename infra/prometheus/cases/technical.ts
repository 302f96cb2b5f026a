import { type Cases, ended, refused, requests, runs, shed, shedByEdge, smtp } from './series.ts';

/** What technical.yml says of our own processes, the edge, Varnish and the disk. */
export const technical: Record<string, Cases> = {
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
      {
        when: 'the edge alone turns people away',
        series: { [shedByEdge]: '0+100x15', [requests('2xx')]: '0+900x15' },
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
  PriceRulesFail: {
    fires: [
      {
        when: 'a start fails again and again, among runs that are done',
        series: { [runs('price-rules', 'failed')]: '0+50x10', [runs('price-rules', 'done')]: '0+1x10' },
        at: '9m',
      },
      { when: 'it takes minutes to fail', series: { [ended('price-rules')]: '60x10' }, at: '9m' },
    ],
    silent: [
      {
        when: 'each look gets through',
        series: { [ended('price-rules')]: '0+60x10', [runs('price-rules', 'done')]: '0+60x10' },
        at: '9m',
      },
      { when: 'one that was repeated', series: { [runs('price-rules', 'failed')]: '0 0 0 1x8' }, at: '8m' },
      { when: 'another schedule fails', series: { [runs('images', 'failed')]: '0+50x10' }, at: '9m' },
      ...['4m', '5m', '6m', '7m'].map((at) => ({
        when: 'the database was away for a dozen seconds',
        series: { [runs('price-rules', 'failed')]: '0 0 12x8' },
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

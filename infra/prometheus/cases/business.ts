import { alive, attempts, type Cases, checkouts, compared, lost, orders, sessions, value } from './series.ts';

/** A synthetic shopper that never bought; how many of its runs had no browser to run in. */
const neverBought = (broken: string) => ({
  'ballast_synthetic_runs_total{device="phone",outcome="passed"}': broken.replace('+1', ''),
  'ballast_synthetic_runs_total{device="phone",outcome="failed"}': broken.replace('+1', ''),
  'ballast_synthetic_runs_total{device="phone",outcome="broken"}': broken,
});

/** What business.yml says of money, customers and promises. */
export const business: Record<string, Cases> = {
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
      {
        when: 'its browser was broken from the start',
        series: neverBought('0+1x30'),
        at: '20m',
        as: { device: 'phone' },
      },
      {
        when: 'there never was a browser',
        series: neverBought('0x30'),
        at: '20m',
        as: { device: 'phone' },
      },
    ],
    silent: [
      { when: 'it began ten minutes ago', series: neverBought('0x30'), at: '10m' },
      {
        when: 'it never bought, and fails',
        series: {
          ...neverBought('0x30'),
          'ballast_synthetic_runs_total{device="phone",outcome="failed"}': '0+1x30',
        },
        at: '20m',
      },
      {
        when: 'it was switched off before it ever bought',
        series: neverBought('0x5 stale'),
        at: '17m',
      },
      { when: 'it is off', series: { [orders()]: '0+1x30' }, at: '20m' },
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
};

import { burning, type Cases, requests, slowCheckouts, slowPages } from './series.ts';

/** How fast slo.yml sees an error budget burn. */
export const slo: Record<string, Cases> = {
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
};

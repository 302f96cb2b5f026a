import { counter, histogram } from '#lib/platform/index.ts';

/**
 * What became of one delivery. `done` · `repeated`: was done before · `waiting`: another worker, or an earlier event of
 * the order, comes first · `retrying` · `parked` for staff · `unreadable`
 */
export type Delivery = 'done' | 'repeated' | 'waiting' | 'retrying' | 'parked' | 'unreadable';

/** Counts a delivery and how long it took. */
export function measured(consumer: string, outcome: Delivery, seconds: number): void {
  const help = 'Deliveries of order events to consumers, by what became of them';
  counter('ballast_effects_total', help, ['consumer', 'outcome']).inc({ consumer, outcome });
  if (outcome === 'waiting' || outcome === 'unreadable') return;
  const about = 'Seconds an effect took, with its transaction or its call';
  histogram('ballast_effect_seconds', about, ['consumer']).observe({ consumer }, seconds);
}

/** Seconds from the event to the end of its effect, the first time it is done. */
export function measuredLag(consumer: string, seconds: number): void {
  const buckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 3_600];
  const help = 'Seconds from an order event to its finished effect';
  histogram('ballast_effect_lag_seconds', help, ['consumer'], buckets).observe({ consumer }, seconds);
}

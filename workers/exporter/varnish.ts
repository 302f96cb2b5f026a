import { lookups, varnishCounters } from '#lib/cache/index.ts';
import { counter, gauge } from '#lib/platform/index.ts';

const up = () => gauge('ballast_varnish_up', 'Whether a Varnish of this machine can be read', ['node']);
const objects = () => gauge('ballast_varnish_objects', 'Objects that a Varnish holds', ['node']);
const nuked = () =>
  counter('ballast_varnish_nuked_total', 'Objects that a Varnish dropped for want of memory', ['node']);
const own = () =>
  counter(
    'ballast_varnish_own_answers_total',
    'Answers of Varnish itself: purges, leases, and who was turned away',
    ['node'],
  );

type Reading = { hits: number; misses: number; nuked: number; own: number };
const readings = new Map<string, Reading>();
const grown = (was = 0, is = 0) => (is >= was ? is - was : is);

/** Exports the counters of every Varnish of this machine; those of others are not to be had. */
export async function sampleVarnish(): Promise<void> {
  for (const { node, counters } of await varnishCounters()) {
    up().set({ node }, counters ? 1 : 0);
    if (!counters) continue;
    const before = readings.get(node);
    objects().set({ node }, counters.objects);
    lookups().inc({ layer: 'varnish', result: 'hit' }, grown(before?.hits, counters.hits));
    lookups().inc({ layer: 'varnish', result: 'miss' }, grown(before?.misses, counters.misses));
    nuked().inc({ node }, grown(before?.nuked, counters.nuked));
    own().inc({ node }, grown(before?.own, counters.own));
    readings.set(node, counters);
  }
}

import { counter, env } from '#lib/platform/index.ts';
import { lastSequence } from './cache.repository.ts';
import { purgeKnown, restorePurge } from './sequence.ts';
import { leaseMs, type Renewal, renewOne } from './varnish.ts';

/** How often a process renews: four times within a lease. */
export const renewEveryMs = 500;

// A node that was behind in the last round, by the sequence it lacked: a purge under way is over by the next.
const behind = new Map<string, string>();

/**
 * Lets every Varnish that has missed no purge serve on for `leaseMs`. Any number of processes may do so at once.
 *
 * Why a purge may be acknowledged although a Varnish is frozen or cut off: the purger publishes its sequence in Redis
 * and in the database before it purges. A renewal ends at a time fixed before it read the sequence, so one that
 * did not yet see the purge ends within `leaseMs` of the publication, however late it arrives; one that did is refused
 * by a Varnish that lacks the purge, until that has dropped everything. With both stores away nothing is renewed and
 * pages come from the page cache behind Varnish (leases: Gray and Cheriton, SOSP 1989).
 */
export async function renewLeases(): Promise<Record<string, Renewal>> {
  const until = Date.now() + leaseMs;
  const sequence = await publishedSequence();
  if (sequence === null) return Object.fromEntries(env.VARNISH_URLS.map((address) => [address, 'away']));
  const answers = await Promise.all(
    env.VARNISH_URLS.map(async (address): Promise<[string, Renewal]> => {
      const whole = behind.has(address) && behind.get(address) === sequence;
      const renewal = await renewOne(address, { sequence, until, whole });
      if (renewal === 'behind') behind.set(address, sequence);
      else behind.delete(address);
      renewals().inc({ node: new URL(address).host, answer: renewal });
      // It lost all it held and may start anew at once, under a sequence read after it did.
      return [address, renewal === 'empty' ? await renewAgain(address) : renewal];
    }),
  );
  return Object.fromEntries(answers);
}

const renewals = () =>
  counter('ballast_varnish_leases_total', 'Tries to renew the lease of a Varnish, by what it answered', [
    'node',
    'answer',
  ]);

async function renewAgain(address: string): Promise<Renewal> {
  const until = Date.now() + leaseMs;
  const sequence = await publishedSequence();
  if (sequence !== null) await renewOne(address, { sequence, until, whole: false });
  return 'empty';
}

/**
 * Written to both stores before any Varnish hears of a purge, so either one may be read. What Redis has lost is written
 * back, or the database could not be away until the next purge. A purge that begins meanwhile is not hidden by that: it
 * confirms itself in Redis after it is in the database.
 */
async function publishedSequence(): Promise<string | null> {
  const known = await purgeKnown().catch(() => null);
  if (known?.sequence) return known.sequence;
  const sequence = await lastSequence().catch(() => null);
  if (sequence !== null && known?.epoch) await restorePurge(sequence, known.epoch).catch(() => undefined);
  return sequence;
}

import { setTimeout as wait } from 'node:timers/promises';
import { env, timedCall } from '#lib/platform/index.ts';

// Varnish reads headers up to 64 kB (see infra/varnish); a tag is at most some 130 bytes.
const tagsPerRequest = 250;
const timeoutMs = 2_000;

/** A Varnish serves what it holds for this long after it was last told that it has missed no purge. */
export const leaseMs = 2_000;
/** By how much the clocks of two machines may differ. */
const skewMs = 250;

type Answer = { status: number; purged: number; complete: string };

async function tell(address: string, method: string, headers: Record<string, string>): Promise<Answer> {
  const response = await timedCall('varnish', async () => {
    const answer = await fetch(address, { method, headers, signal: AbortSignal.timeout(timeoutMs) });
    await answer.arrayBuffer();
    return answer;
  });
  return {
    status: response.status,
    purged: Number(response.headers.get('x-purged') ?? 0),
    complete: response.headers.get('x-complete') ?? '0',
  };
}

/** One purge as every Varnish is told it. */
export type VarnishPurge = {
  tags: readonly string[];
  /** Its sequence, below which Varnish accepts nothing any more; null purges only what is held. */
  sequence: string | null;
  /** The sequence of the purge before it: a Varnish that missed that one drops all it holds. */
  after: string;
};

async function purgeOne(address: string, { tags, sequence, after }: VarnishPurge): Promise<number> {
  let purged = 0;
  for (let index = 0; index < tags.length; index += tagsPerRequest) {
    const last = index + tagsPerRequest >= tags.length;
    const answer = await tell(address, 'PURGE', {
      'xkey-purge': tags.slice(index, index + tagsPerRequest).join(' '),
      ...(sequence ? { 'x-purge-seq': sequence, 'x-purge-after': after } : {}),
      ...(last ? { 'x-purge-last': '1' } : {}),
    });
    if (answer.status !== 200)
      throw new Error(`Varnish at ${address} answered the purge with ${answer.status}`);
    purged += answer.purged;
  }
  return purged;
}

/**
 * Hard-purges the objects with these tags from every Varnish. One that does not confirm is waited for until its lease
 * has surely run out (`leaseMs` after `publishedAt`, milliseconds since 1970): from then on it serves nothing of what
 * it holds until it has dropped it all. @returns how many objects went, and which addresses did not confirm.
 */
export async function purgeVarnish(
  purge: VarnishPurge,
  publishedAt: number,
): Promise<{ purged: number; away: string[] }> {
  const outcomes = await Promise.all(
    env.VARNISH_URLS.map((address) =>
      purgeOne(address, purge).then(
        (purged) => ({ address, purged, away: false }),
        () => ({ address, purged: 0, away: true }),
      ),
    ),
  );
  const away = outcomes.filter((outcome) => outcome.away).map(({ address }) => address);
  if (away.length > 0) await wait(Math.max(0, publishedAt + leaseMs + skewMs - Date.now()));
  return { purged: outcomes.reduce((sum, { purged }) => sum + purged, 0), away };
}

/** What each page carries one of, by its address, so that some can be told from the others (`infra/varnish/shop.vcl`). */
const parts = [...'0123456789abcdef'].map((digit) => `part:${digit}`);

/** How many parts `agePart` knows. */
export const partCount = parts.length;

/**
 * Lets the pages of one part (from 0) be made anew when they are next asked for, served once more meanwhile. A Varnish
 * that does not answer keeps them until they expire.
 * @returns how many pages there were.
 */
export async function agePart(index: number): Promise<number> {
  const headers = { 'xkey-purge': parts[index] ?? '', 'x-soft': '1' };
  const answers = await Promise.allSettled(
    env.VARNISH_URLS.map((address) => tell(address, 'PURGE', headers)),
  );
  return answers.reduce((sum, answer) => sum + (answer.status === 'fulfilled' ? answer.value.purged : 0), 0);
}

/**
 * Ages every page as `agePart` does: a sixteenth of them every `pauseMs`, since a build that has just started makes pages slowly.
 * @returns how many pages there were.
 */
export async function ageAllPages(pauseMs = 2_000): Promise<number> {
  let aged = 0;
  for (let index = 0; index < partCount; index++) {
    aged += await agePart(index);
    await wait(pauseMs);
  }
  return aged;
}

/** `empty`: it dropped all it held. `behind`: it has missed a purge, or is still being told of one. */
export type Renewal = 'renewed' | 'empty' | 'behind' | 'away';

/**
 * Lets one Varnish serve what it holds until `until` (milliseconds since 1970), if it has missed no purge up to
 * `sequence`. With `whole`, one that has drops all it holds instead, and may serve from the next renewal on.
 */
export async function renewOne(
  address: string,
  { sequence, until, whole }: { sequence: string; until: number; whole: boolean },
): Promise<Renewal> {
  try {
    const { status, complete } = await tell(address, 'LOCK', {
      'x-purge-seq': sequence,
      'x-lease-until': (until / 1_000).toFixed(3),
      ...(whole ? { 'x-renew-whole': '1' } : {}),
    });
    if (status === 200) return BigInt(complete) < BigInt(sequence) ? 'empty' : 'renewed';
    // A Varnish that has just started holds nothing: there is nothing to lose by saying so.
    if (status === 409 && complete === '0' && !whole)
      return renewOne(address, { sequence, until, whole: true });
    return status === 409 ? 'behind' : 'away';
  } catch {
    return 'away';
  }
}

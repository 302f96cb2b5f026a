import { createHash } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { countPendingInvalidations } from '#lib/cache/index.ts';
import { env } from '#lib/platform/index.ts';
import { until } from '#scripts/stack/processes.ts';
import { percentile } from '../percentile.ts';
import { pick, seeded } from '../random.ts';
import { Tally } from '../tally.ts';
import { makeCart, purgeMs, refused, signIn } from './calls.ts';
import { type Fact, makeFacts, tidyUp } from './facts.ts';
import { evictions, makeTrouble, squeeze } from './trouble.ts';

const agent = new Agent({ keepAlive: true, maxSockets: 256 });
const kinds: Record<string, string>[] = [{}, {}, { rsc: '1' }];
const progressEveryMs = 5_000;

type Page = { body: Buffer; gzipped: boolean };

/** One look at a page. @returns null when it did not come whole: that is not a lie. */
function look(base: string, path: string, headers: Record<string, string>): Promise<Page | null> {
  return new Promise((done) => {
    const asked = request(`${base}${path}`, { agent, headers, timeout: 15_000 }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        from.add(String(answer.headers['x-cache'] ?? 'none').split(',')[0] ?? 'none');
        if (answer.statusCode !== 200)
          missed.add(
            `${path} ${answer.statusCode} from ${answer.headers['x-cache']}, ${answer.headers['content-type']}, ${answer.headers['retry-after']}`,
          );
        const gzipped = answer.headers['content-encoding'] === 'gzip';
        done(answer.statusCode === 200 ? { body: Buffer.concat(chunks), gzipped } : null);
      });
      answer.on('error', (error) => lost(error));
    });
    const lost = (error: NodeJS.ErrnoException) => {
      missed.add(`${path} ${error.code ?? error.message}`);
      done(null);
    };
    asked.on('timeout', () => asked.destroy(new Error('15 s')));
    asked.on('error', lost);
    asked.end();
  });
}
const from = new Tally();
const missed = new Tally();

const seen = new Map<string, (string | null)[]>();
const seenMost = 5_000;

/** What a page shows of each of these facts. The same bytes show the same, so most pages are read but once. */
function shownIn(path: string, { body, gzipped }: Page, facts: readonly Fact[]): (string | null)[] {
  const key = `${path} ${createHash('sha1').update(body).digest('base64')}`;
  const known = seen.get(key);
  if (known) return known;
  const text = (gzipped ? gunzipSync(body) : body).toString();
  const shown = facts.map(({ read }) => read(text));
  if (seen.size >= seenMost) seen.clear();
  seen.set(key, shown);
  return shown;
}

type Lie = { fact: string; path: string; kind: string; shown: string; newest: string };

/**
 * `npm run coherence`: writers change what pages show, readers look through the edge, and no response to a request
 * that began after a purge was acknowledged may show an older state.
 * Ends after so many reads or seconds; `--at-least` reads are enough when time is over (all, when left out).
 * @returns 0 when nothing lied; with `--guards-off`, when something did.
 */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      reads: { type: 'string', default: '100000' },
      'at-least': { type: 'string' },
      readers: { type: 'string', default: '24' },
      seconds: { type: 'string', default: '900' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      trouble: { type: 'boolean', default: false },
      squeeze: { type: 'boolean', default: false },
      'guards-off': { type: 'boolean', default: false },
    },
  });
  const seed = Number(values.seed);
  const wanted = Number(values.reads);
  const enough = Number(values['at-least'] ?? values.reads);
  console.log(`  seed ${seed}`);
  await signIn();
  const facts = await makeFacts();
  const cookie = await makeCart(facts);
  const byPath = new Map<string, Fact[]>();
  for (const fact of facts)
    for (const path of fact.paths) byPath.set(path, [...(byPath.get(path) ?? []), fact]);
  const paths = [...byPath.keys()];

  const lies: Lie[] = [];
  const over = new AbortController();
  const deadline = Date.now() + Number(values.seconds) * 1_000;
  let reads = 0;
  let checks = 0;
  let writes = 0;
  const tookMs: number[] = [];

  async function reader(index: number): Promise<void> {
    const random = seeded(seed * 1_000 + index);
    while (reads < wanted && Date.now() < deadline) {
      const path = pick(random, paths);
      const headers = path.startsWith('/api/') ? { cookie } : pick(random, kinds);
      const beganAt = performance.now();
      const page = await look(env.SHOP_URL, path, { ...headers, 'accept-encoding': 'gzip' });
      const endedAt = performance.now();
      if (page === null) {
        await wait(20 + random() * 40);
        continue;
      }
      reads++;
      tookMs.push(endedAt - beganAt);
      const shown = shownIn(path, page, byPath.get(path) ?? []);
      for (const [place, { history }] of (byPath.get(path) ?? []).entries()) {
        const state = shown[place] ?? null;
        if (state === null) continue;
        checks++;
        if (history.allows(state, beganAt, endedAt)) continue;
        const lie = {
          ...{ fact: history.name, path, kind: kindOf(path, headers) },
          ...{ shown: state, newest: history.shows },
        };
        lies.push(lie);
        if (lies.length <= 3) console.log(`  stale: ${JSON.stringify(lie)}`);
      }
    }
  }
  async function writer(own: Fact[], index: number): Promise<void> {
    const random = seeded(seed * 7_000 + index);
    // In turn, so that a short run changes each of them too.
    for (let turn = 0; !over.signal.aborted; turn++) {
      const ok = await own[turn % own.length]?.write();
      if (ok) writes++;
      // Without guards as fast as it goes; else so that most pages are hits when they are purged.
      await wait(values['guards-off'] ? 5 : 100 + random() * 300);
    }
  }

  const began = Date.now();
  const trouble = values.trouble ? makeTrouble(seed, over.signal) : Promise.resolve({});
  const squeezing = values.squeeze ? squeeze(over.signal) : Promise.resolve();
  const groups = [0, 1, 2].map((group) => facts.filter((_, index) => index % 3 === group));
  const writers = groups.map(writer);
  const progress = setInterval(() => {
    const second = (Date.now() - began) / 1_000;
    const hits = ((100 * from.of('HIT')) / Math.max(1, reads)).toFixed(0);
    console.log(
      `  ${second.toFixed(0)} s: ${reads} reads (${(reads / second).toFixed(0)}/s, ${hits} % hits), ${writes} purges, ${lies.length} stale, ${missed.total} without an answer`,
    );
  }, progressEveryMs);
  await Promise.all(Array.from({ length: Number(values.readers) }, (_, index) => reader(index)));
  clearInterval(progress);
  over.abort();
  await Promise.all([...writers, squeezing]);
  const did = Object.entries(await trouble);
  const seconds = (Date.now() - began) / 1_000;

  const settled = await until(
    async () => (await countPendingInvalidations().catch(() => 1)) === 0,
    60_000,
    200,
  );
  await wait(values.trouble ? 3_000 : 200);
  const left = await staleAtTheEnd(byPath, cookie);
  const evicted = values.squeeze ? await evictions() : null;
  await tidyUp();
  const sorted = tookMs.sort((a, b) => a - b);
  console.log(`
${reads} reads by ${values.readers} readers in ${seconds.toFixed(0)} s (${(reads / seconds).toFixed(0)}/s), ${checks} states checked, ${missed.total} answers that did not come: ${missed}
${writes} changes acknowledged (${facts.map(({ history }) => `${history.name} ${history.changes}`).join(', ')}), ${refused.total} not: ${refused}
purge as staff see it: median ${percentile(purgeMs, 0.5)} ms, p95 ${percentile(purgeMs, 0.95)} ms, longest ${percentile(purgeMs, 1)} ms
latency of reads: median ${percentile(sorted, 0.5).toFixed(1)} ms, p95 ${percentile(sorted, 0.95).toFixed(1)} ms, p99 ${percentile(sorted, 0.99).toFixed(1)} ms
answered from: ${from}${did.length > 0 ? `\nkilled with -9, or emptied: ${did.map(([name, times]) => `${name} ${times}`).join(', ')}` : ''}
${lies.length} violations, ${left.length} pages stale at the end, seed ${seed}`);
  if (evicted !== null) console.log(`the page cache evicted ${evicted} keys for want of memory`);
  for (const lie of [...lies, ...left].slice(0, 10)) console.log(`  ${JSON.stringify(lie)}`);
  if (values['guards-off']) return lies.length + left.length > 0 ? 0 : 1;
  const untouched = facts.filter(({ history }) => history.changes === 0).map(({ history }) => history.name);
  const problems = [
    untouched.length > 0 && `Never changed, so nothing was shown of it: ${untouched.join(', ')}.`,
    lies.length + left.length > 0 &&
      'A page was older than what was acknowledged: above is which, and what it showed.',
    !settled &&
      'Some invalidations were not carried out within a minute: see cache_invalidations and the worker’s log.',
    reads < enough && `Only ${reads} of ${enough} reads came within ${values.seconds} s.`,
    writes <= 10 && 'Hardly anything was changed: the writers were refused, or never answered.',
    evicted !== null &&
      evicted * 1_000 < reads &&
      'Hardly anything was evicted, so little was shown of memory pressure.',
  ].filter((problem) => problem !== false);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0)
    console.error(
      `The logs are in ${env.DATA_DIR}/log, the purges in the table cache_purges; again with --seed ${seed}.`,
    );
  return problems.length === 0 ? 0 : 1;
}

const kindOf = (path: string, headers: Record<string, string>) =>
  path.startsWith('/api/') ? 'JSON' : headers.rsc ? 'RSC' : 'HTML';

/** What every page of every Varnish shows when all is quiet, where it is not the newest. */
async function staleAtTheEnd(byPath: ReadonlyMap<string, Fact[]>, cookie: string): Promise<Lie[]> {
  const stale: Lie[] = [];
  for (const base of [env.SHOP_URL, ...env.VARNISH_URLS]) {
    for (const [path, facts] of byPath) {
      for (const headers of path.startsWith('/api/') ? [{ cookie }] : kinds.slice(1)) {
        const page = await look(base, path, headers);
        if (page === null) continue;
        const now = performance.now();
        for (const [place, shown] of shownIn(path, page, facts).entries()) {
          const history = facts[place]?.history;
          if (shown === null || !history || history.allows(shown, now, now)) continue;
          const kind = `${base} ${kindOf(path, headers)}`;
          stale.push({ fact: history.name, path, kind, shown, newest: history.shows });
        }
      }
    }
  }
  return stale;
}

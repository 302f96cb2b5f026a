import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { arrivals } from '../model/arrivals.ts';
import { planSession, type Session } from '../model/session.ts';
import { seeded } from '../random.ts';
import { record } from './histogram.ts';
import { type FromGenerator, highest, type Job, valueAt } from './job.ts';
import { crawl, staffLook, webhook } from './others.ts';
import { play } from './play.ts';
import { count, emptySecond, type Second } from './tally.ts';
import { type At, Visitor } from './visitor.ts';

/** One generator: a process of its own, told by its parent what to do, so that measuring does not wait for counting. */

/** Sessions at once; more are counted as shed by ourselves, and the run says that the generator was the limit. */
const mostSessions = 20_000;
const lastMs = 15_000;

const tell = (what: FromGenerator) => process.send?.(what);

/** Straight from an advertisement: the article, the cart, the till. */
function forTheWanted({ path, sku }: { path: string; sku: string }, plan: Session): Session {
  const think = 4_000;
  return {
    ...plan,
    fate: 'buys',
    steps: [
      { kind: 'product', path, document: true, thinkMs: 0 },
      { kind: 'add', sku, quantity: 1, thinkMs: think },
      { kind: 'checkout', thinkMs: think },
      { kind: 'pay', thinkMs: think },
    ],
  };
}

async function generate(job: Job, over: AbortController): Promise<void> {
  const began = performance.now();
  const seconds = new Map<number, Second>();
  const now = () => Math.floor((performance.now() - began) / 1_000);
  const current = () => {
    const at = now();
    const known = seconds.get(at) ?? emptySecond(at);
    seconds.set(at, known);
    return known;
  };
  let active = 0;
  const report = setInterval(() => {
    const second = current();
    second.active = active;
    for (const [at, done] of seconds) {
      if (at >= second.at) continue;
      tell({ kind: 'second', second: done });
      seconds.delete(at);
    }
  }, 1_000);
  const at: At = { url: job.url, mark: job.mark, count: (ended) => count(current(), ended) };
  const late = (ms: number) => record(current().lag, ms);
  const note = (reason: string) => {
    const { reasons } = current();
    reasons[reason] = (reasons[reason] ?? 0) + 1;
  };
  const underWay = new Set<Promise<void>>();
  const follow = (work: Promise<void>) => {
    const known = work.finally(() => underWay.delete(known));
    underWay.add(known);
  };

  /** Runs `begin` at each of the moments, which wait for nothing. */
  async function clockwork(
    moments: Iterable<number>,
    begin: (intended: number, number: number) => void,
  ): Promise<void> {
    let number = 0;
    for (const ms of moments) {
      const ahead = began + ms - performance.now();
      if (ahead > 1) await wait(ahead, undefined, { signal: over.signal }).catch(() => undefined);
      if (over.signal.aborted) return;
      begin(began + ms, number++);
    }
  }

  const plans = seeded(job.seed * 7_919 + 1);
  function arrive(intended: number, number: number): void {
    // Every process draws all sessions and lives its share, so that their number changes no session.
    let session = planSession(job.world, plans);
    const wants = plans();
    const customer = plans();
    if (number % job.of !== job.index) return;
    const { wanted } = job;
    if (wanted && wants < wanted.share && intended - began >= wanted.fromSecond * 1_000) {
      session = forTheWanted(wanted, session);
    }
    current().begun++;
    if (active >= mostSessions) {
      note('generator is full');
      return;
    }
    const account = session.signedIn ? job.customers[Math.floor(customer * job.customers.length)] : undefined;
    const visitor = new Visitor(at, {
      returning: session.returning,
      cookies: account === undefined ? [] : [account],
    });
    if (account === undefined) session.steps = session.steps.filter(({ kind }) => kind !== 'account');
    active++;
    late(Math.max(0, performance.now() - intended));
    const impatient = () => note('left, a page took over 20 s');
    const how = { startsAt: intended, haste: job.haste, checkoutId: randomUUID(), over: over.signal };
    follow(
      play(visitor, session, { ...how, late, impatient })
        .then((bought) => {
          if (bought) tell({ kind: 'bought', bought });
        })
        .finally(() => active--),
    );
  }

  const most = highest(job.curve);
  const rate = (second: number) => valueAt(job.curve, second);
  const others = seeded(job.seed * 7_919 + 2 + job.index);
  const kinds: Promise<void>[] = [
    clockwork(arrivals(rate, most, job.seconds, seeded(job.seed)), arrive),
    clockwork(
      arrivals(
        (second) => (rate(second) * job.botsPerSession) / job.of,
        (most * job.botsPerSession) / job.of,
        job.seconds,
        others,
      ),
      (intended) => follow(crawl(at, job.world, others, intended)),
    ),
  ];
  if (job.staff !== null && job.index === 0) {
    const staff = new Visitor(at, { returning: true, cookies: [job.staff] });
    kinds.push(
      clockwork(
        arrivals(() => job.staffPerSecond, job.staffPerSecond, job.seconds, others),
        (intended) => follow(staffLook(staff, others, intended)),
      ),
    );
  }
  const { storm } = job;
  if (storm && storm.payments.length > 0 && job.index === 0) {
    const gateway = new Visitor(at, { returning: true });
    kinds.push(
      clockwork(
        arrivals(() => storm.perSecond, storm.perSecond, job.seconds, others),
        (intended, number) => follow(webhook(gateway, storm, others, { number, intended })),
      ),
    );
  }
  await Promise.all(kinds);
  // The run is over by the clock; who is still shopping goes home, who is paying may end.
  const left = began + job.seconds * 1_000 - performance.now();
  if (left > 0) await wait(left, undefined, { signal: over.signal }).catch(() => undefined);
  over.abort();
  const limit = new AbortController();
  await Promise.race([
    Promise.allSettled(underWay),
    wait(lastMs, undefined, { signal: limit.signal }).catch(() => undefined),
  ]);
  limit.abort();
  clearInterval(report);
  for (const second of seconds.values()) tell({ kind: 'second', second });
  tell({ kind: 'done', unfinished: underWay.size });
}

const over = new AbortController();
// Every waiting session listens to it.
setMaxListeners(0, over.signal);
// Ctrl-C reaches the whole group of processes; the parent says when to end.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
process.on('message', (message: Job | 'stop') => {
  if (message === 'stop') return over.abort();
  void generate(message, over).then(
    () => process.disconnect(),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

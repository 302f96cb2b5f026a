import { cpus } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { setStock } from '#lib/inventory/index.ts';
import { db, env, systemContext, uuidv7 } from '#lib/platform/index.ts';
import { type ServiceState, stackState } from '#scripts/stack/control.ts';
import { until } from '#scripts/stack/processes.ts';
import { cpuByService } from '../bench/cpu.ts';
import { residentMb } from '../bench/resident.ts';
import { pending } from '../checker/settle.ts';
import { send } from '../generator/client.ts';
import { percentile } from '../percentile.ts';
import { Tally } from '../tally.ts';
import { type Visit, visit } from './impatient.ts';

/** Buyers who come whether or not those before them have been served, so many a second. */
async function arrivals(perSecond: number, seconds: number, skus: string[]): Promise<Visit[]> {
  const visits: Promise<Visit>[] = [];
  const began = performance.now();
  for (let index = 0; index < perSecond * seconds; index++) {
    const due = began + (index * 1_000) / perSecond;
    const early = due - performance.now();
    if (early > 1) await wait(early);
    visits.push(visit(env.SHOP_URL, skus[index % skus.length] ?? '', uuidv7()));
  }
  return Promise.all(visits);
}

/** Until those who came first have got through to the till, or have gone: no order could be there sooner. */
const fillSeconds = 10;
/** What loads code does not count, so little is counted of it. */
const warmSeconds = 2;
/** About as long as the crowd is counted: in a few seconds the consumers are hardly begun with. */
const capacitySeconds = 45;
const settleMs = 180_000;
/** When it has to be as quick as before, and how long that is looked at. */
const recoverySeconds = 10;
const calmSeconds = 15;

const effectsDone = (): Promise<boolean> =>
  until(async () => (await pending()).messages === 0, settleMs, 500);

/** What the consumers still had to do would count as a cost of the crowd. */
async function consumersDone(): Promise<void> {
  if (!(await effectsDone()))
    console.log('the consumers still had work to do: what comes next shares the processors with them');
}

/**
 * As many buyers one after the other as make the shop as busy as it gets.
 * @returns orders a second, once the first `fillSeconds` are over, and which part took how much of the processors meanwhile.
 */
async function capacityOf(shoppers: number, seconds: number, skus: string[]): Promise<[number, Shares]> {
  const countsFrom = performance.now() + fillSeconds * 1_000;
  const endsAt = countsFrom + seconds * 1_000;
  let placed = 0;
  const shopping = Array.from({ length: shoppers }, async (_, index) => {
    while (performance.now() < endsAt) {
      const { outcome } = await visit(env.SHOP_URL, skus[index % skus.length] ?? '', uuidv7());
      const now = performance.now();
      if (outcome === 'placed' && now > countsFrom && now <= endsAt) placed++;
    }
  });
  await wait(countsFrom - performance.now());
  const before = await cpuNow();
  await wait(endsAt - performance.now());
  const shares = await cpuSince(before, seconds);
  await Promise.all(shopping);
  return [placed / seconds, shares];
}

/** Pages that nobody has asked for, so that each must be made; until told to stop. */
async function browse(perSecond: number, stop: AbortSignal, refusedBy: Tally): Promise<Map<number, number>> {
  const statuses = new Map<number, number>();
  const asked: Promise<unknown>[] = [];
  while (!stop.aborted) {
    const page = send(new URL(`/search?q=${uuidv7()}`, env.SHOP_URL), 'GET', {}).then(({ status, cache }) => {
      if (status === 503) refusedBy.add(`page ${cache}`);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    });
    asked.push(page);
    await wait(1_000 / perSecond);
  }
  await Promise.all(asked);
  return statuses;
}

const webs = async (): Promise<ServiceState[]> =>
  ((await stackState())?.services ?? []).filter(({ name }) => name.startsWith('web-'));
const all = async (): Promise<string> =>
  ((await stackState())?.services ?? []).map(({ name, pid }) => `${name} ${pid}`).join();

/** The most memory that web held, looked at once a second until told to stop. */
async function peakMemory(stop: AbortSignal): Promise<number> {
  let peak = 0;
  while (!stop.aborted) {
    const pids = (await webs()).flatMap(({ pid }) => (pid ? [pid] : []));
    peak = Math.max(peak, residentMb(pids));
    await wait(1_000, undefined, { signal: stop }).catch(() => undefined);
  }
  return peak;
}

/** Per cent of one processor, by who took them; `load` is this process. */
type Shares = ReadonlyMap<string, number>;

async function cpuSince(before: Map<string, number>, seconds: number): Promise<Shares> {
  const now = await cpuNow();
  return new Map([...now].map(([name, ms]) => [name, (ms - (before.get(name) ?? 0)) / (seconds * 10)]));
}

const inWords = (shares: Shares): string =>
  [...shares]
    .filter(([, share]) => share >= 1)
    .sort(([, a], [, b]) => b - a)
    .map(([name, share]) => `${name} ${share.toFixed(0)} %`)
    .join(', ');

/** Of `shares`, what buyers and browsers on this machine left to the shop. */
const leftToTheShop = (shares: Shares): number => cpus().length * 100 - (shares.get('load') ?? 0);

async function cpuNow(): Promise<Map<string, number>> {
  const { user, system } = process.cpuUsage();
  const services = cpuByService((await stackState())?.services ?? []);
  services.set(
    'idle',
    cpus().reduce((sum, { times }) => sum + times.idle, 0),
  );
  return services.set('load', (user + system) / 1_000);
}

const paid = (visits: Visit[]) => visits.filter(({ outcome }) => outcome === 'placed');
const p95 = (visits: Visit[]) =>
  percentile(
    paid(visits).map(({ checkoutMs }) => checkoutMs),
    0.95,
  );

/**
 * `npm run chaos -- overload`: five times as many buyers as the shop can serve, and browsers besides, for a minute. Holds when
 * orders go on at 90 % of what the shop can do at best, no process ends, memory has a bound, every refusal says when to
 * come back, ten seconds later it is as quick as before, and what was put off is done soon. @returns the exit code.
 */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: 'string', default: '60' },
      times: { type: 'string', default: '5' },
      shoppers: { type: 'string', default: '16' },
    },
  });
  const seconds = Number(values.seconds);
  const variants = await db().variant.findMany({ take: 8, orderBy: { sku: 'asc' }, select: { sku: true } });
  const skus = variants.map(({ sku }) => sku);
  for (const sku of skus) await setStock(systemContext('chaos'), { sku, onHand: 1_000_000, reason: 'chaos' });

  await capacityOf(Number(values.shoppers), warmSeconds, skus);
  const [capacity, sharesAtCapacity] = await capacityOf(Number(values.shoppers), capacitySeconds, skus);
  const owedAtCapacity = (await pending()).messages;
  await consumersDone();
  const calm = Math.max(1, capacity * 0.4);
  const normal = p95(await arrivals(calm, calmSeconds, skus));
  await consumersDone();
  const before = { processes: await all(), memory: await peakMemory(AbortSignal.timeout(1_500)) };

  const over = new AbortController();
  const memory = peakMemory(over.signal);
  const refusedBy = new Tally();
  const browsing = browse(capacity * Number(values.times), over.signal, refusedBy);
  const countsFrom = performance.now() + fillSeconds * 1_000;
  const endsAt = countsFrom + seconds * 1_000;
  const coming = arrivals(capacity * Number(values.times), fillSeconds + seconds, skus);
  await wait(countsFrom - performance.now());
  const cpuBefore = await cpuNow();
  await wait(endsAt - performance.now());
  const shares = await cpuSince(cpuBefore, seconds);
  const owed = (await pending()).messages;
  over.abort();
  const visits = await coming;
  const peak = await memory;
  const browsed = await browsing;

  // Who had been let in before the end is still being served.
  await wait(Math.max(0, endsAt + recoverySeconds * 1_000 - performance.now()));
  const after = p95(await arrivals(calm, calmSeconds, skus));
  const caughtUp = await effectsDone();
  const caughtUpSeconds = (performance.now() - endsAt) / 1_000;
  for (const refusal of visits.flatMap(({ refusals }) => refusals)) refusedBy.add(refusal);
  const placed = paid(visits).filter(({ endedAt }) => endedAt > countsFrom && endedAt <= endsAt).length;
  const goodput = placed / seconds;
  const count = (outcome: Visit['outcome']) => visits.filter((one) => one.outcome === outcome).length;
  const lost = visits.filter(({ outcome }) => outcome === 'failed').map(({ reason }) => reason);
  const mute = [...browsed].filter(([status]) => status !== 200 && status !== 503).map(([status]) => status);

  // Told beside it, since buyers run here: what they take more of the processors than at capacity, the shop has not.
  const ofCapacity = goodput / capacity;
  const ofWhatWasLeft = (ofCapacity * leftToTheShop(sharesAtCapacity)) / leftToTheShop(shares);
  const verdicts: [string, boolean][] = [
    [
      `orders go on at ${(ofCapacity * 100).toFixed(0)} % of capacity, ${(ofWhatWasLeft * 100).toFixed(0)} % by what the buyers left of the processors (90 % of capacity wanted)`,
      ofCapacity >= 0.9,
    ],
    [`no process ended`, (await all()) === before.processes],
    [
      `web held at most ${peak.toFixed(0)} MB (${before.memory.toFixed(0)} MB before; 1.5 times and 200 MB allowed)`,
      peak < before.memory * 1.5 + 200,
    ],
    [
      `every answer was one of ours: ${lost.length} buyers and ${mute.length} kinds of page answers were not`,
      lost.length === 0 && mute.length === 0,
    ],
    [
      `${recoverySeconds} seconds later p95 of a payment was ${after.toFixed(0)} ms (${normal.toFixed(0)} ms before; 1.5 times and 100 ms allowed)`,
      after <= normal * 1.5 + 100,
    ],
    [
      `all effects were done ${caughtUpSeconds.toFixed(0)} s after it, in ${recoverySeconds + calmSeconds} of which orders still came in (${settleMs / 1_000} more allowed)`,
      caughtUp,
    ],
  ];
  console.log(`
capacity            ${capacity.toFixed(1)} orders/s by ${values.shoppers} shoppers one after the other; p95 of a payment at ${calm.toFixed(1)} a second ${normal.toFixed(0)} ms
offered             ${(capacity * Number(values.times)).toFixed(0)} buyers/s for ${fillSeconds} s that do not count and ${seconds} s, and as many pages that must be made
buyers              ${visits.length}: ${count('placed')} have bought, ${count('turned_away')} gave up after being asked to come back, ${lost.length} failed ${[...new Set(lost)].slice(0, 5).join(', ')}
goodput             ${goodput.toFixed(1)} orders/s; p95 of a payment meanwhile ${p95(visits).toFixed(0)} ms
turned away at      ${['cart', 'quote', 'card', 'checkout'].map((stage) => `${stage} ${visits.filter((one) => one.turnedAwayAt === stage).length}`).join(', ')}
refused             ${refusedBy} (EDGE: by the edge, HELD: by Varnish on web's word)
processors          ${inWords(shares)} (of one)
  at capacity       ${inWords(sharesAtCapacity)}
consumers           ${owed} messages owed at the end of it, ${owedAtCapacity} when capacity had been measured
pages               ${[...browsed].map(([status, times]) => `${times} × ${status || 'nothing'}`).join(', ')}

${verdicts.map(([what, holds]) => `${holds ? 'holds    ' : 'BROKEN   '} ${what}`).join('\n')}`);
  return verdicts.every(([, holds]) => holds) ? 0 : 1;
}

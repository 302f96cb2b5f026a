import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { closeDb, closeRedis, env, signTraffic, trafficHeader } from '#lib/platform/index.ts';
import { stackState } from '#scripts/stack/control.ts';
import { checkWhenSettled, printReport } from '../checker/index.ts';
import type { Curve } from '../generator/job.ts';
import { assumed } from '../model/parameters.ts';
import { nameOf, renderReport, show } from '../report/html.ts';
import { scenarios } from '../scenarios.ts';
import { judge } from '../thresholds.ts';
import { type Driven, drive } from './drive.ts';
import { figuresOf } from './figures.ts';
import { compare, momentsOf, outcomesOf, parseEarlier, type Result, stepRows } from './result.ts';
import { prepareSale, wantedShare } from './sale.ts';
import { startSampling } from './sample.ts';
import { readWorld, settledPayments, signInCustomers, signInStaff, stockUp, warmPages } from './shop.ts';
import { rowsSince, tableRows } from './table-rows.ts';

const options = {
  seconds: { type: 'string' },
  rate: { type: 'string', default: '0.4' },
  haste: { type: 'string' },
  seed: { type: 'string', default: '1' },
  generators: { type: 'string', default: '1' },
  url: { type: 'string' },
  ours: { type: 'boolean', default: false },
  compare: { type: 'string' },
} as const;

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Refuses to press on what may be somebody else's, or what would charge real cards. @throws Error that says so. */
function allowed(url: string, ours: boolean): void {
  const { hostname } = new URL(url);
  if (!loopback.test(hostname) && !ours) {
    throw new Error(`${hostname} is not this machine. If it is yours, say so: --ours`);
  }
  for (const base of [env.STRIPE_API_BASE, env.ADYEN_API_BASE]) {
    if (base === '' || !loopback.test(new URL(base).hostname)) {
      throw new Error('Payments would go to a real gateway. Load tests pay at the sandbox only.');
    }
  }
}

function number(value: string, name: string, least: number): number {
  const read = Number(value);
  if (!Number.isFinite(read) || read < least)
    throw new Error(`--${name} is a number from ${least}, not "${value}"`);
  return read;
}

/** The first Ctrl-C ends the run with what was measured, the second one at once. */
function stopOnSignal(): AbortSignal {
  const stop = new AbortController();
  const end = () => {
    if (stop.signal.aborted) process.exit(130);
    console.log('\nending; again to end without a report');
    stop.abort();
  };
  process.removeAllListeners('SIGINT');
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  return stop.signal;
}

/** Half a minute at ten times the base, with hardly a pause: about a dozen orders. */
const someOrders = (rate: number) => ({
  seconds: 30,
  haste: 200,
  curve: [
    [0, 10 * rate],
    [30, 10 * rate],
  ] as const,
});

/** Runs a scenario of the traffic model. @returns 0 when all its limits hold. */
export async function run([name = '', ...args]: string[]): Promise<number> {
  const scenario = scenarios[name];
  if (!scenario) throw new Error(`There is no scenario "${name}"`);
  const { values } = parseArgs({ args, options });
  const url = values.url ?? env.SHOP_URL;
  allowed(url, values.ours);
  const seconds = number(values.seconds ?? String(scenario.seconds), 'seconds', 10);
  const rate = number(values.rate, 'rate', 0.01);
  const haste = number(values.haste ?? String(scenario.haste), 'haste', 1);
  const seed = number(values.seed, 'seed', 0);
  const generators = number(values.generators, 'generators', 1);
  const earlier = values.compare === undefined ? null : parseEarlier(readFileSync(values.compare, 'utf8'));
  if (!values.url && !(await stackState())) throw new Error('The shop does not run: npm start');

  const stop = stopOnSignal();
  const startedAt = new Date().toISOString();
  const sale = scenario.sale ? await prepareSale() : null;
  const world = await readWorld(seed);
  const putBack = await stockUp(world);
  const [customers, staff] = [await signInCustomers(), await signInStaff()];
  console.log(`${name}: ${scenario.about}
${seconds} s, ${rate} sessions a second as the base, think times divided by ${haste}, seed ${seed}; ${world.products.length} products, ${customers.length} customers signed in${staff ? ', one of the staff' : ''}`);

  const curve: Curve = scenario.curve(seconds).map(([second, factor]) => [second, factor * rate]);
  const saleAt = seconds / 3;
  const shoppers = {
    ...{ url, seed, seconds, curve, haste, world, customers, staff },
    mark: { [trafficHeader]: signTraffic('load') },
    staffPerSecond: Math.max(0.2, rate * assumed.staffPerSession),
    botsPerSession: assumed.botsPerSession,
    storm: null,
    wanted: sale ? { ...sale.wanted, share: wantedShare, fromSecond: saleAt } : null,
  };
  const paidBefore: Driven['bought'] = [];
  const payments = async () => {
    const settled = await settledPayments();
    if (settled.length > 0) return settled;
    console.log('nobody has paid yet: first some orders, which no figure counts');
    const first = await drive({ ...shoppers, ...someOrders(rate) }, generators, stop);
    paidBefore.push(...first.bought);
    const own = await settledPayments();
    if (own.length === 0) throw new Error('There is no payment that webhooks could be about');
    return own;
  };
  const storm = scenario.webhooks
    ? {
        ...{ payments: await payments(), secret: env.STRIPE_WEBHOOK_SECRET, run: String(Date.now()) },
        perSecond: scenario.webhooks,
      }
    : null;
  if (sale) {
    console.log('caches as after an ordinary day: every page once, then an hour of ordinary looks');
    await warmPages(url, world, shoppers.mark, seed + 1);
  }
  const rowsBefore = await tableRows();
  const finish = startSampling(performance.now());
  const starting = sale
    ? setTimeout(() => void sale.start().catch(console.error), saleAt * 1_000)
    : undefined;
  const driven = await drive({ ...shoppers, storm }, generators, stop);
  clearTimeout(starting);
  const samples = await finish();
  console.log('\nwaiting until everything is settled, then comparing the ledgers');
  const settled = await checkWhenSettled({ told: [...paidBefore, ...driven.bought], limitMs: 240_000 });
  printReport(settled);
  const oversold = sale ? await sale.oversold() : null;
  const tables = rowsSince(rowsBefore, await tableRows());
  const rowsAdded = tables.reduce((sum, [, more]) => sum + more, 0);
  await putBack();

  const warmUp = scenario.warmUp(seconds);
  const overload = scenario.overload?.(seconds) ?? null;
  const { comparedWith = 0.2 } = scenario;
  const figures = figuresOf({
    ...driven,
    ...{ samples, settled, warmUp, overload, oversold, rowsAdded, comparedWith },
  });
  const judged = judge(name, figures);
  const result: Result = {
    ...{ version: 1, scenario: name, startedAt, url, seed, rate, seconds, haste, warmUp, generators },
    machine: {
      cores: cpus().length,
      processor: cpus()[0]?.model ?? 'unknown',
      memoryGb: Math.round(totalmem() / 1e9),
      node: process.versions.node,
    },
    ...{ stopped: driven.stopped, unfinished: driven.unfinished, figures, judged, samples },
    steps: stepRows(driven.seconds.filter(({ at }) => at >= warmUp)),
    moments: momentsOf(driven.seconds),
    reasons: driven.seconds.reduce<Record<string, number>>((all, { reasons }) => {
      for (const [reason, times] of Object.entries(reasons)) all[reason] = (all[reason] ?? 0) + times;
      return all;
    }, {}),
    outcomes: outcomesOf(driven.bought),
    tables: Object.fromEntries(tables),
    money: settled.report,
  };
  const against = earlier && { earlier, rows: compare(figures, earlier) };
  const folder = join(env.DATA_DIR, 'load', `${startedAt.slice(0, 19).replace(/[T:]/g, '-')}-${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'result.json'), JSON.stringify(result));
  writeFileSync(join(folder, 'report.html'), renderReport(result, against));
  await closeDb();
  closeRedis();

  for (const [figure, value] of Object.entries(figures)) {
    if (value !== null) console.log(`  ${nameOf(figure).padEnd(34)} ${show(figure, value)}`);
  }
  for (const { figure, before, now, ratio } of against?.rows ?? []) {
    console.log(
      `  ${nameOf(figure).padEnd(34)} ${show(figure, before)} -> ${show(figure, now)} (${ratio.toFixed(2)} ×)`,
    );
  }
  const broken = judged.filter(({ holds }) => !holds);
  for (const { figure, value } of broken)
    console.error(`DOES NOT HOLD: ${nameOf(figure)} ${show(figure, value)}`);
  console.log(`${broken.length === 0 ? 'passed' : 'FAILED'}; report: ${join(folder, 'report.html')}`);
  return broken.length === 0 ? 0 : 1;
}

import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { setStock } from '#lib/inventory/index.ts';
import { db, env, systemContext } from '#lib/platform/index.ts';
import { stackState } from '#scripts/stack/control.ts';
import { until } from '#scripts/stack/processes.ts';
import { checkWhenSettled, printReport } from '../checker/index.ts';
import { faultsOf, kills, shopperPlan, type Victim, victims } from './plan.ts';
import { type Bought, shop } from './shopper.ts';
import { misbehave, pidOf, readyPid } from './stack.ts';

const scarceUnits = 40;

/** The goods: a few articles with plenty, and one that runs out on the way. */
async function stockUp(): Promise<string[]> {
  const ctx = systemContext('chaos');
  const variants = await db().variant.findMany({ take: 8, orderBy: { sku: 'asc' }, select: { sku: true } });
  const skus = variants.map(({ sku }) => sku);
  for (const [index, sku] of skus.entries()) {
    await setStock(ctx, { sku, onHand: index === 0 ? scarceUnits : 100_000, reason: 'chaos' });
  }
  return skus;
}

/** One Redis command as a person would type it; answers are read, not understood. */
function flushAll(port: number): Promise<void> {
  return new Promise((done, fail) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 5_000 });
    socket.on('connect', () => socket.write('FLUSHALL\r\n'));
    socket.on('data', () => {
      socket.destroy();
      done();
    });
    socket.on('error', fail);
    socket.on('timeout', () => socket.destroy(new Error('Redis did not answer FLUSHALL in 5 s')));
  });
}

/** FLUSHALL, then a kill with the data folder emptied under it: the queue comes back knowing nothing. */
async function wipeQueue(pid: number): Promise<void> {
  await flushAll(Number(new URL(env.REDIS_QUEUE_URL).port));
  rmSync(join(env.DATA_DIR, 'redis-queue'), { recursive: true, force: true });
  process.kill(pid, 'SIGKILL');
}

/** `npm run chaos -- money`. @returns 0 when no ledger shows a double or a loss. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      checkouts: { type: 'string', default: '1000' },
      shoppers: { type: 'string', default: '32' },
      duration: { type: 'string', default: '1200' },
      'wipe-queue': { type: 'boolean', default: false },
    },
  });
  const seed = Number(values.seed);
  const checkouts = Number(values.checkouts);
  const shoppers = Number(values.shoppers);
  const until_ms = Date.now() + Number(values.duration) * 1_000;
  const wipe = values['wipe-queue'];
  console.log(
    `seed ${seed} (again: npm run chaos -- money --seed ${seed} --checkouts ${checkouts}${wipe ? ' --wipe-queue' : ''})`,
  );
  const skus = await stockUp();
  const at = { shopUrl: env.SHOP_URL };

  const bought: Bought[] = [];
  const killed = new Map<Victim, number>(victims.map((victim) => [victim, 0]));
  let lostMailAnswers = 0;
  let wiped = false;
  const over = new AbortController();
  const pause = (ms: number) => wait(ms, undefined, { signal: over.signal }).catch(() => undefined);

  async function killer(): Promise<void> {
    for (const { afterMs, victim } of kills(seed)) {
      await pause(afterMs);
      if (over.signal.aborted) return;
      const pid = await readyPid(victim, over.signal);
      if (over.signal.aborted) return;
      if (pid === null) throw new Error(`${victim} did not come back within 60 s`);
      process.kill(pid, 'SIGKILL');
      killed.set(victim, (killed.get(victim) ?? 0) + 1);
    }
  }

  async function saboteur(): Promise<void> {
    for (const { afterMs, fault } of faultsOf(seed)) {
      await pause(afterMs);
      if (over.signal.aborted) return;
      if (fault.at === 'mail' && fault.body.mode === 'lost_answer') lostMailAnswers++;
      await misbehave(fault);
    }
  }

  async function wiper(): Promise<void> {
    if (!wipe) return;
    await until(() => over.signal.aborted || bought.length >= checkouts / 2, 3_600_000, 100);
    const pid = pidOf(await stackState(), 'redis-queue');
    if (pid === null) return wiper();
    await wipeQueue(pid);
    wiped = true;
    console.log('  the queue was wiped: FLUSHALL, kill -9, empty folder');
  }

  let next = 0;
  async function shopper(): Promise<void> {
    while (next < checkouts && Date.now() < until_ms) {
      bought.push(await shop(at, shopperPlan(seed, next++, skus)));
    }
  }

  const began = Date.now();
  const progress = setInterval(() => {
    const count = [...killed.values()].reduce((total, kill) => total + kill, 0);
    console.log(
      `  ${((Date.now() - began) / 1_000).toFixed(0)} s: ${bought.length} checkouts, ${count} kills`,
    );
  }, 15_000);
  const trouble = Promise.all([killer(), saboteur(), wiper()]);
  try {
    await Promise.race([
      Promise.all(Array.from({ length: shoppers }, shopper)),
      trouble.then(() => new Promise<never>(() => undefined)),
    ]);
  } finally {
    clearInterval(progress);
    over.abort();
  }
  await trouble;
  for (const gateway of ['stripe', 'adyen'] as const) {
    await misbehave({ at: 'gateway', body: { gateway, mode: 'normal', webhooks: 'normal', times: 0 } });
  }
  for (const place of ['erp', 'mail'] as const) {
    await misbehave({ at: place, body: { mode: 'ok', times: 0 } });
  }

  const seconds = (Date.now() - began) / 1_000;
  const slowest = Math.max(...bought.map(({ tookMs }) => tookMs)) / 1_000;
  const failedOver = bought.filter(({ gateways }) => gateways.length > 1).length;
  const reasons = Object.entries(Object.groupBy(bought, ({ reason }) => reason));
  console.log(`
${bought.length} checkouts by ${shoppers} shoppers in ${seconds.toFixed(0)} s (slowest ${slowest.toFixed(1)} s): ${reasons
    .map(([reason, some]) => `${some?.length} ${reason}`)
    .join(', ')}; ${failedOver} went on at another gateway
killed with -9: ${[...killed].map(([name, times]) => `${name} ${times}`).join(', ')}`);

  // A kill between the mail server's "250" and our commit repeats the mails in the works: four at a time.
  const window =
    ['worker-email', 'sandbox', 'mariadb'].reduce(
      (total, name) => total + (killed.get(name as Victim) ?? 0) * 4,
      0,
    ) + lostMailAnswers;
  const settled = await checkWhenSettled({ told: bought, repeatedMailsAllowed: window });
  const code = printReport(settled);
  const proven = settled.report.counts.orders > 0 && [...killed.values()].some((count) => count > 0);
  if (!proven || (wipe && !wiped)) {
    console.error('Nothing was proven: no orders, no kills, or the queue was not wiped. Let it run longer.');
    return 1;
  }
  return code;
}

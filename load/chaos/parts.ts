import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { setStock } from '#lib/inventory/index.ts';
import { db, env, systemContext } from '#lib/platform/index.ts';
import { until } from '#scripts/stack/processes.ts';
import { checkWhenSettled } from '../checker/index.ts';
import { breaches, kinds, measure, recoveredAfterMs, soldMeanwhile } from './parts-figures.ts';
import { type RowResult, resultsSchema, withTable } from './parts-results.ts';
import { type Row, rows } from './parts-rows.ts';
import { startTraffic } from './parts-traffic.ts';
import type { Bought } from './shopper.ts';

const resultsFile = 'docs/failures.json';
const document = 'docs/failures.md';
/** How long nothing may fail before a part counts as back, and how long that is waited for. */
const calmMs = 3_000;
const longestRecoveryMs = 45_000;

type Goods = { paths: string[]; skus: string[] };

async function goods(): Promise<Goods> {
  const ctx = systemContext('chaos');
  const [products, categories, variants] = await Promise.all([
    db().product.findMany({ take: 20, orderBy: { handle: 'asc' }, where: { status: 'active' } }),
    db().category.findMany({ take: 5, orderBy: { handle: 'asc' } }),
    db().variant.findMany({ take: 8, orderBy: { sku: 'asc' }, select: { sku: true } }),
  ]);
  const skus = variants.map(({ sku }) => sku);
  for (const sku of skus) await setStock(ctx, { sku, onHand: 100_000, reason: 'chaos' });
  const paths = [
    '/',
    ...products.map(({ handle }) => `/p/${handle}`),
    ...categories.map(({ handle }) => `/c/${handle}`),
  ];
  return { skus, paths };
}

/** Asks for each page until it comes from a cache. */
async function warm(paths: readonly string[]): Promise<void> {
  for (const path of [...paths, ...paths]) {
    await fetch(new URL(path, env.SHOP_URL), { signal: AbortSignal.timeout(30_000) })
      .then((answer) => answer.text())
      .catch(() => undefined);
  }
}

type Told = Bought[];

async function runRow(
  row: Row,
  {
    goods: { paths, skus },
    seed,
    seconds,
    told,
    over,
  }: { goods: Goods; seed: number; seconds: number; told: Told; over: AbortSignal },
): Promise<RowResult | null> {
  const pause = (ms: number) => wait(ms, undefined, { signal: over }).catch(() => undefined);
  await warm(paths);
  const traffic = startTraffic({ shopUrl: env.SHOP_URL, paths, skus, seed });
  const { samples, sales } = traffic;
  // The first requests open connections and warm what a pause has cooled down.
  await pause(2_000);
  samples.length = 0;
  await pause(seconds * 400);
  const brokenAt = Date.now();
  let mend = async (): Promise<void> => undefined;
  try {
    if (!over.aborted) mend = await row.lose(over);
    traffic.lost();
    await pause(seconds * 600);
  } finally {
    await mend();
  }
  const mendedAt = Date.now();
  const calm = () => {
    const failedAt = samples.findLast(({ failure }) => failure !== null);
    return Date.now() - Math.max(mendedAt, failedAt ? failedAt.at + failedAt.ms : 0) > calmMs;
  };
  await until(() => over.aborted || calm(), longestRecoveryMs, 100);
  const bought = await traffic.stop();
  if (over.aborted) return null;
  told.push(...bought);
  const times = { brokenAt, mendedAt, endedAt: Date.now() };
  // A mail server that is lost between its "250" and our commit is sent the mail again, under the same Message-ID.
  const { report, pending } = await checkWhenSettled({
    told,
    repeatedMailsAllowed: told.length,
    limitMs: 180_000,
  });
  for (const { invariant, kind, what, ids } of report.findings)
    console.log(`    ${invariant} ${kind}: ${what}: ${ids.join(', ')}`);
  const wrongEffects = report.findings.length + pending.checkouts + pending.messages;
  const measured = measure(samples, times);
  const recoveredMs = recoveredAfterMs(samples, times);
  const sold = soldMeanwhile(sales, times);
  const count = (outcome: Bought['outcome']) => bought.filter((one) => one.outcome === outcome).length;
  return {
    name: row.name,
    lost: row.lost,
    measuredOn: new Date(brokenAt).toISOString().slice(0, 10),
    measured,
    recoveredMs,
    checkouts: {
      placed: count('placed'),
      meanwhile: sold,
      notCharged: count('not_charged'),
      unknown: count('unknown'),
    },
    wrongEffects,
    breaches: breaches(measured, recoveredMs, { wrongEffects, sold }, row.expect),
  };
}

function print(result: RowResult): void {
  const { name, measured, recoveredMs, checkouts, wrongEffects, breaches: wrong } = result;
  console.log(
    `${wrong.length === 0 ? 'holds ' : 'BROKEN'} ${name}: back after ${recoveredMs} ms, ${checkouts.placed} orders placed (${checkouts.meanwhile ?? 0} late in the loss, ${checkouts.notCharged} not, ${checkouts.unknown} unknown), ${wrongEffects} lost or doubled`,
  );
  for (const kind of kinds) {
    const { before, during, after } = measured;
    const failures = Object.entries(during[kind].failures).map(([failure, times]) => `${times} × ${failure}`);
    console.log(
      `         ${kind.padEnd(9)} failed ${during[kind].failed} of ${during[kind].requests} (after: ${after[kind].failed}), p95 ${before[kind].p95Ms} → ${during[kind].p95Ms} → ${after[kind].p95Ms} ms  ${failures.join(', ')}`,
    );
  }
  for (const one of wrong) console.log(`         NOT AS PROMISED: ${one}`);
}

/** Adds results to those a file holds; rows that were not run keep their last. @returns all, in the table's order. */
function addTo(file: string, results: readonly RowResult[]): RowResult[] {
  const known = existsSync(file) ? resultsSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).rows : [];
  const latest = new Map([...known, ...results].map((result) => [result.name, result]));
  const all = rows.flatMap(({ name }) => latest.get(name) ?? []);
  writeFileSync(file, `${JSON.stringify({ rows: all }, null, 2)}\n`);
  return all;
}

/**
 * `npm run chaos -- parts`: every part of the shop is lost in turn under steady load, and measured before, meanwhile and
 * after. @returns 0 when every row holds what it promises.
 */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      row: { type: 'string', multiple: true, default: [] },
      seconds: { type: 'string', default: '18' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      write: { type: 'boolean', default: false },
    },
  });
  const unknown = values.row.filter((name) => !rows.some((row) => row.name === name));
  if (unknown.length > 0) {
    console.error(
      `No such row: ${unknown.join(', ')}. There are: ${rows.map(({ name }) => name).join(', ')}`,
    );
    return 2;
  }
  const wanted = rows.filter(({ name }) => values.row.length === 0 || values.row.includes(name));
  const seconds = Number(values.seconds);
  const over = new AbortController();
  process.once('SIGINT', () => over.abort());
  process.once('SIGTERM', () => over.abort());
  const [stock, told, results] = [await goods(), [] as Told, [] as RowResult[]];
  for (const [index, row] of wanted.entries()) {
    const seed = Number(values.seed) + index;
    const result = await runRow(row, { goods: stock, seed, seconds, told, over: over.signal });
    if (!result) break;
    print(result);
    results.push(result);
    addTo(join(env.DATA_DIR, 'parts.json'), [result]);
  }
  if (values.write) {
    const table = withTable(readFileSync(document, 'utf8'), addTo(resultsFile, results));
    writeFileSync(document, table);
  }
  const broken = results.filter(({ breaches: wrong }) => wrong.length > 0);
  console.log(
    `\n${results.length - broken.length} of ${wanted.length} rows hold${broken.length > 0 ? `; not: ${broken.map(({ name }) => name).join(', ')}` : ''}`,
  );
  return broken.length > 0 || results.length < wanted.length ? 1 : 0;
}

/** One row without one of its guards, which must be seen to break. @returns 0 when it does. */
export async function runWithoutGuard(name: string, args: string[]): Promise<number> {
  const code = await run([...args, '--row', name]);
  console.log(
    code === 1
      ? `Seen: without its guard ${name} does not hold.`
      : `NOT SEEN: ${name} holds without its guard.`,
  );
  return code === 1 ? 0 : 1;
}

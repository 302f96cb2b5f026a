import { db } from '#lib/platform/index.ts';
import { stackState } from '#scripts/stack/control.ts';
import { cpuByService, cpuMs } from '../bench/cpu.ts';
import { percentile } from '../percentile.ts';
import { paceMs } from './pace.ts';

/** What one thing costs at one size, each time it is done. */
export type Reading = {
  name: string;
  times: number;
  p50Ms: number;
  p95Ms: number;
  /** CPU milliseconds of the process that answers, and of MariaDB. */
  appMs: number;
  mariadbMs: number;
  /** Rows and index entries that MariaDB read, by its own count: no matter how busy the machine is. */
  rowsRead: number;
  /** CPU milliseconds of a piece of work that is always the same, before and after it. */
  paceMs: number;
};

async function rowsRead(): Promise<number> {
  const rows = await db().$queryRaw<{ Value: string }[]>`SHOW GLOBAL STATUS LIKE 'Handler_read%'`;
  return rows.reduce((sum, { Value }) => sum + Number(Value), 0);
}

async function cpu(): Promise<{ app: number; mariadb: number }> {
  const used = [...cpuByService((await stackState())?.services ?? [])];
  const of = (pattern: RegExp) => used.reduce((sum, [name, ms]) => (pattern.test(name) ? sum + ms : sum), 0);
  // Where there is no web process, this one does its work.
  const app = used.some(([name]) => name.startsWith('web-')) ? of(/^web-/) : cpuMs([process.pid]);
  return { app, mariadb: of(/^mariadb$/) };
}

/** Rounds of the same, and what comes before each, which is not measured. */
export type Rounds = { rounds?: number; before?: () => Promise<unknown> };

/**
 * Does `work` for each of these, one after the other; all of it in each round.
 */
export async function measure<T>(
  name: string,
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
  { rounds = 1, before }: Rounds = {},
): Promise<Reading> {
  if (items.length === 0) throw new RangeError(`${name}: nothing to measure`);
  const paceBefore = paceMs();
  const took: number[] = [];
  const used = { app: 0, mariadb: 0, rows: 0 };
  for (let round = 0; round < rounds; round++) {
    await before?.();
    const [cpuBefore, rowsBefore] = [await cpu(), await rowsRead()];
    for (const item of items) {
      const began = performance.now();
      await work(item);
      took.push(performance.now() - began);
    }
    const [cpuAfter, rowsAfter] = [await cpu(), await rowsRead()];
    used.app += cpuAfter.app - cpuBefore.app;
    used.mariadb += cpuAfter.mariadb - cpuBefore.mariadb;
    used.rows += rowsAfter - rowsBefore;
  }
  return {
    ...{ name, times: took.length, p50Ms: percentile(took, 0.5), p95Ms: percentile(took, 0.95) },
    appMs: used.app / took.length,
    mariadbMs: used.mariadb / took.length,
    rowsRead: used.rows / took.length,
    paceMs: (paceBefore + paceMs()) / 2,
  };
}

/** A reading on one line. */
export function say({ name, times, p50Ms, p95Ms, appMs, mariadbMs, rowsRead, paceMs: pace }: Reading): void {
  console.log(
    `  ${name.padEnd(34)} ${times} times  p50 ${p50Ms.toFixed(1)} ms  p95 ${p95Ms.toFixed(1)} ms  CPU ${appMs.toFixed(1)} ms, of MariaDB ${mariadbMs.toFixed(1)} ms  ${rowsRead.toFixed(0)} rows read  (pace ${pace.toFixed(1)})`,
  );
}

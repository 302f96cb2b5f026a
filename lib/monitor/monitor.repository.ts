import { z } from 'zod';
import { db, isUniqueViolation, json } from '#lib/platform/index.ts';
import { type Device, devices, type Run, type RunResult, runFiles } from './types.ts';

const storedSchema = z.object({
  device: z.enum(devices),
  outcome: z.enum(['running', 'passed', 'failed', 'broken']),
  steps: z.array(z.object({ name: z.string(), ms: z.number() })),
  files: z.array(z.enum(runFiles)),
});

function toRun(row: Omit<Run, keyof z.infer<typeof storedSchema>>): Run {
  return { ...row, ...storedSchema.parse(row) };
}

/** Inserts a run; false when there is one for that moment. */
export async function insertRun(run: Pick<Run, 'id' | 'dueAt' | 'device' | 'startedAt'>): Promise<boolean> {
  try {
    await db().monitorRun.create({ data: { ...run, outcome: 'running', steps: json([]), files: json([]) } });
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/** Writes how a run ended. @throws when it was deleted meanwhile. */
export async function updateRun(id: string, { steps, files, ...result }: RunResult): Promise<void> {
  const data = { ...result, reason: result.reason?.slice(0, 1_000) ?? null };
  await db().monitorRun.update({ where: { id }, data: { ...data, steps: json(steps), files: json(files) } });
}

/** Marks what still runs since before a moment as broken: its process was killed. Answers how many. */
export async function endInterrupted(before: Date): Promise<number> {
  const { count } = await db().monitorRun.updateMany({
    where: { outcome: 'running', startedAt: { lt: before } },
    data: { outcome: 'broken', reason: 'The monitor was ended during the run' },
  });
  return count;
}

/** Runs since a moment, oldest first. */
export async function runsSince(from: Date, take: number): Promise<Run[]> {
  const rows = await db().monitorRun.findMany({
    where: { startedAt: { gte: from } },
    orderBy: { startedAt: 'desc' },
    take,
  });
  return rows.map(toRun).reverse();
}

/** One of the monitor's purchases with its steps; null after it was forgotten. */
export async function findRun(id: string): Promise<Run | null> {
  const row = await db().monitorRun.findUnique({ where: { id } });
  return row ? toRun(row) : null;
}

/** The newest runs that did not pass. */
export async function troubledRuns(take: number): Promise<Run[]> {
  const rows = await db().monitorRun.findMany({
    where: { outcome: { in: ['failed', 'broken'] } },
    orderBy: { startedAt: 'desc' },
    take,
  });
  return rows.map(toRun);
}

/** When the last run that passed began; null when none did. */
export async function lastSuccess(device: Device): Promise<Date | null> {
  const row = await db().monitorRun.findFirst({
    where: { device, outcome: 'passed' },
    orderBy: { startedAt: 'desc' },
    select: { startedAt: true },
  });
  return row?.startedAt ?? null;
}

/** How many runs have failed since a moment, or at all. */
export async function countFailures(device: Device, since: Date | null): Promise<number> {
  const startedAt = since ? { startedAt: { gt: since } } : {};
  return db().monitorRun.count({ where: { device, outcome: 'failed', ...startedAt } });
}

/** Says that the evidence of a run is gone. */
export async function forgetFiles(id: string): Promise<void> {
  await db().monitorRun.updateMany({ where: { id }, data: { files: json([]) } });
}

/** @returns how many there were. */
export async function deleteRunsBefore(before: Date): Promise<number> {
  const { count } = await db().monitorRun.deleteMany({ where: { startedAt: { lt: before } } });
  return count;
}

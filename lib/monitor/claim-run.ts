import type { Ctx } from '#lib/platform/index.ts';
import { endInterrupted, insertRun } from './monitor.repository.ts';
import { type Device, devices } from './types.ts';

export type Claim = { id: string; device: Device; dueAt: Date };

/** The moment at which the run of `now` was due: a multiple of the interval. Milliseconds since 1970. */
export const dueMoment = (now: number, everyMs: number) => Math.floor(now / everyMs) * everyMs;

/** Devices take turns by the clock, so that a restart changes nothing. */
export function deviceOf(dueMs: number, everyMs: number): Device {
  return devices[(dueMs / everyMs) % devices.length] ?? 'desktop';
}

/**
 * Takes the run that is due now, if no other process has it. What still runs after `deadlineMs` was interrupted and is
 * noted as broken. @returns null when it is taken.
 */
export async function claimRun(
  ctx: Ctx,
  { everyMs, deadlineMs }: { everyMs: number; deadlineMs: number },
): Promise<Claim | null> {
  const now = ctx.now();
  await endInterrupted(new Date(now.getTime() - deadlineMs));
  const due = dueMoment(now.getTime(), everyMs);
  const claim = { id: ctx.newId(), device: deviceOf(due, everyMs), dueAt: new Date(due) };
  return (await insertRun({ ...claim, startedAt: now })) ? claim : null;
}

import type { Ctx } from '#lib/platform/index.ts';
import { countFailures, lastSuccess, runsSince, troubledRuns } from './monitor.repository.ts';
import { type Device, type DeviceState, devices, type Run } from './types.ts';

const dayMs = 86_400_000;
/** A day of runs at the shortest interval. */
const mostRuns = 3_000;

/** How one device fares. */
export async function deviceState(device: Device): Promise<DeviceState> {
  const since = await lastSuccess(device);
  return { device, lastSuccess: since, consecutiveFailures: await countFailures(device, since) };
}

export type StepSummary = { device: Device; name: string; medianMs: number; slowestMs: number };
export type MonitorOverview = {
  devices: (DeviceState & { last: Run | null })[];
  /** Of the last 24 hours, oldest first. */
  runs: Run[];
  /** Of the passed runs of the last 24 hours, in the order of the journey. */
  steps: StepSummary[];
  /** The newest that did not pass, newest first. */
  troubled: Run[];
};

/** The steps of passed runs, by device and in the order they are made. Times in milliseconds. */
function summariseSteps(runs: readonly Run[]): StepSummary[] {
  return devices.flatMap((device) => {
    const times = new Map<string, number[]>();
    for (const run of runs) {
      if (run.device !== device || run.outcome !== 'passed') continue;
      for (const { name, ms } of run.steps) times.set(name, [...(times.get(name) ?? []), ms]);
    }
    return [...times].map(([name, list]) => {
      const sorted = list.toSorted((a, b) => a - b);
      const medianMs = sorted[Math.floor(sorted.length / 2)] ?? 0;
      return { device, name, medianMs, slowestMs: sorted.at(-1) ?? 0 };
    });
  });
}

/** What staff see of the monitor: state now, the last day, how long steps take, what went wrong. */
export async function monitorOverview(ctx: Ctx): Promise<MonitorOverview> {
  const from = new Date(ctx.now().getTime() - dayMs);
  const [runs, troubled, ...states] = await Promise.all([
    runsSince(from, mostRuns),
    troubledRuns(20),
    ...devices.map(deviceState),
  ]);
  const last = (device: Device) =>
    runs.findLast((run) => run.device === device && run.outcome !== 'running') ?? null;
  return {
    devices: states.map((state) => ({ ...state, last: last(state.device) })),
    runs,
    steps: summariseSteps(runs),
    troubled,
  };
}

import { type Device, type DeviceState, devices, type RunResult } from '#lib/monitor/index.ts';
import { counter, gauge, histogram } from '#lib/platform/index.ts';

const runs = () =>
  counter('ballast_synthetic_runs_total', 'Runs of the synthetic monitor, by what became of them', [
    'device',
    'outcome',
  ]);
const steps = () =>
  histogram(
    'ballast_synthetic_step_seconds',
    'Seconds a step of the synthetic purchase took',
    ['device', 'step'],
    [0.1, 0.25, 0.5, 1, 2, 4, 8, 15],
  );
const success = () =>
  gauge('ballast_synthetic_last_success_timestamp_seconds', 'When the synthetic purchase last succeeded', [
    'device',
  ]);
const failures = () =>
  gauge(
    'ballast_synthetic_consecutive_failures',
    'Failed synthetic purchases since the last that succeeded',
    ['device'],
  );

/** Makes every series exist, so that the first failure is an increase. */
export function beginMeasuring(): void {
  for (const device of devices) {
    for (const outcome of ['passed', 'failed', 'broken']) runs().inc({ device, outcome }, 0);
  }
}

/** Counts a run and how long its steps took. */
export function measureRun(device: Device, { outcome, steps: times }: RunResult): void {
  runs().inc({ device, outcome });
  for (const { name, ms } of times) steps().observe({ device, step: name }, ms / 1_000);
}

/** From the stored runs, so that a restart forgets nothing. */
export function measureState({ device, lastSuccess, consecutiveFailures }: DeviceState): void {
  if (lastSuccess) success().set({ device }, lastSuccess.getTime() / 1_000);
  failures().set({ device }, consecutiveFailures);
}

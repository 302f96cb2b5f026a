export const devices = ['desktop', 'phone'] as const;
export type Device = (typeof devices)[number];

/** `failed`: the shop's fault · `broken`: the monitor could not judge, its own or its browser's fault */
export type RunOutcome = 'running' | 'passed' | 'failed' | 'broken';

/** How long one step of the journey took, in milliseconds; the last one of a failed run is where it ended. */
export type StepTime = { name: string; ms: number };

export const runFiles = ['screenshot.png', 'trace.zip', 'network.har'] as const;
export type RunFile = (typeof runFiles)[number];

export type Run = {
  id: string;
  dueAt: Date;
  device: Device;
  outcome: RunOutcome;
  startedAt: Date;
  durationMs: number | null;
  failedStep: string | null;
  reason: string | null;
  steps: StepTime[];
  /** What was kept of a failure and is still there. */
  files: RunFile[];
  /** The order it placed and cancelled, if it came so far. */
  orderId: string | null;
};

export type RunResult = Pick<Run, 'failedStep' | 'reason' | 'steps' | 'files' | 'orderId'> & {
  outcome: Exclude<RunOutcome, 'running'>;
  durationMs: number;
};

/** How a device fares: what alerts look at, right after a restart too. */
export type DeviceState = {
  device: Device;
  lastSuccess: Date | null;
  /** Failed runs since the last success. */
  consecutiveFailures: number;
};

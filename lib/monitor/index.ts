export { type Claim, claimRun, dueMoment } from './claim-run.ts';
export { finishRun } from './finish-run.ts';
export {
  deviceState,
  type MonitorOverview,
  monitorOverview,
  type StepSummary,
} from './monitor-overview.ts';
export { pruneRuns } from './prune-runs.ts';
export { deleteRunFiles, readRunFile, runFolder } from './run-files.ts';
export {
  type Device,
  type DeviceState,
  devices,
  type Run,
  type RunFile,
  type RunOutcome,
  type RunResult,
  runFiles,
  type StepTime,
} from './types.ts';

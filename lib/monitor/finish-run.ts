import { updateRun } from './monitor.repository.ts';
import type { RunResult } from './types.ts';

/** Writes what became of a claimed run. */
export async function finishRun(id: string, result: RunResult): Promise<void> {
  await updateRun(id, result);
}

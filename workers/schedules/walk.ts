import { every, type Schedule } from './every.ts';

/**
 * Goes round a table without end, a step every `ms`, each of a bounded number of rows; after the last it begins anew, and
 * so it does when the process starts.
 * @param step takes the id to go on after (empty to begin) and answers the next (empty after the last).
 */
export function walk(
  name: string,
  ms: number,
  step: (position: { after: string }) => Promise<{ next: string }>,
): Schedule {
  let after = '';
  return every(name, ms, async () => {
    after = (await step({ after })).next;
  });
}

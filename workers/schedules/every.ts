import { setTimeout as wait } from 'node:timers/promises';
import { logger } from '#lib/platform/index.ts';

export type Schedule = { stop: () => Promise<void> };

/** Runs `job` at once and then `ms` after each end, so that it never overtakes itself. Logs the first of a row of failures. */
export function every(name: string, ms: number, job: () => Promise<unknown>): Schedule {
  const log = logger(`schedule:${name}`);
  const stopping = new AbortController();
  let failing = false;
  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await job();
        if (failing) log.info('works again');
        failing = false;
      } catch (error) {
        if (!failing) log.error({ error: String(error) }, 'failed, will be tried again');
        failing = true;
      }
      await wait(ms, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }
  const running = loop();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

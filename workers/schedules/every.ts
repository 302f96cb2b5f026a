import { setTimeout as wait } from 'node:timers/promises';
import { counter, gauge, logger } from '#lib/platform/index.ts';

export type Schedule = { stop: () => Promise<void> };

const runs = () =>
  counter('ballast_schedule_runs_total', 'Runs of what goes by the clock, by outcome', [
    'schedule',
    'outcome',
  ]);
const lastSuccess = () =>
  gauge('ballast_schedule_last_success_timestamp_seconds', 'When a schedule last ran to its end', [
    'schedule',
  ]);

/** Runs `job` at once and then `ms` after each end, so that it never overtakes itself. Logs the first of a row of failures. */
export function every(name: string, ms: number, job: () => Promise<unknown>): Schedule {
  const log = logger(`schedule:${name}`);
  const stopping = new AbortController();
  let failing = false;
  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await job();
        runs().inc({ schedule: name, outcome: 'done' });
        lastSuccess().set({ schedule: name }, Date.now() / 1_000);
        if (failing) log.info('works again');
        failing = false;
      } catch (error) {
        runs().inc({ schedule: name, outcome: 'failed' });
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

import { runProcess } from '#lib/platform/index.ts';
import { startMonitor } from '#workers/synthetic-monitor/monitor.ts';

/** A shopper in a real browser who buys by the clock, desktop and phone in turn. */
let monitor: ReturnType<typeof startMonitor> | undefined;

await runProcess('synthetic-monitor', {
  start: async () => {
    monitor = startMonitor();
  },
  stop: async () => {
    await monitor?.stop();
  },
});

import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { gauge, statementsWaiting } from '#lib/platform/index.ts';
import { Gate } from './gate.ts';
import { kinds } from './kinds.ts';
import { firstLimit, nextLimit } from './limit.ts';

const lookEveryMs = 100;
/** What the delay's histogram adds to each value: the timer's own period. */
const timerMs = 10;

/** A gate whose limit follows what this process sees of itself, ten times a second. */
export function watchedGate(): Gate {
  const gate = new Gate(firstLimit);
  const lateness = monitorEventLoopDelay({ resolution: timerMs });
  lateness.enable();
  let used = performance.eventLoopUtilization();
  let lookedAt = performance.now();
  let databaseFreeAt = lookedAt;
  let seen = { delayMs: 0, utilization: 0 };
  setInterval(() => {
    const now = performance.now();
    const use = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(use, used);
    // A loop that stood still the whole time has recorded nothing: this very call came late then.
    const measured = lateness.count > 0 ? lateness.mean / 1e6 - timerMs : 0;
    const delayMs = Math.max(0, measured, now - lookedAt - 2 * lookEveryMs);
    lateness.reset();
    used = use;
    lookedAt = now;
    if (statementsWaiting() === 0) databaseFreeAt = now;
    seen = { delayMs, utilization };
    const look = { ...seen, ...gate.takeUse(), databaseBehindMs: now - databaseFreeAt };
    gate.tick(now, nextLimit(gate.limit, look));
  }, lookEveryMs).unref();
  exported(gate, () => seen);
  return gate;
}

function exported(gate: Gate, seen: () => { delayMs: number; utilization: number }): void {
  gauge('ballast_admission_limit', 'Requests that this process works on at once', [], (metric) =>
    metric.set(gate.limit),
  );
  gauge('ballast_admission_in_flight', 'Requests under way, by what they are', ['kind'], (metric) => {
    for (const kind of kinds) metric.set({ kind }, gate.inFlight(kind));
  });
  gauge('ballast_admission_waiting', 'Requests that wait to be let in', ['kind'], (metric) => {
    for (const kind of kinds) metric.set({ kind }, gate.waiting(kind));
  });
  gauge('ballast_admission_loop_delay_seconds', 'How late the event loop was just now', [], (metric) =>
    metric.set(seen().delayMs / 1_000),
  );
  gauge('ballast_admission_loop_utilization', 'Share of the time it was busy just now', [], (metric) =>
    metric.set(seen().utilization),
  );
}

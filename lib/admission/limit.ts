/** What a process saw of itself since it last looked. */
export type Look = {
  /** How late timers came, on average: what a new request waits before anything is done for it. */
  delayMs: number;
  /** Share of the time in which the event loop had something to do, 0 to 1. */
  utilization: number;
  /** Most requests worked on at once. */
  peak: number;
  /** Somebody had to wait, or was turned away, since the limit was reached. */
  wanted: boolean;
  /** For how long statements have been waiting for a connection without a break. */
  databaseBehindMs: number;
};

/** Fewer would leave the processors idle while requests wait for the database and the gateway. */
export const leastLimit = 8;
/** A bound for what a process holds in memory; a slow gateway alone may bring it here. */
export const mostLimit = 512;
export const firstLimit = 64;

const lateMs = 40;
// A process that is late but has little to do was only not given a processor: fewer requests would not help.
const busy = 0.7;
const databaseBehindMs = 1_000;
const decrease = 0.85;
const increase = 0.08;

/**
 * How many requests to work on at once from now on: fewer by a share when the process is too late (additive increase,
 * multiplicative decrease; Chiu and Jain, 1989), slowly more while it keeps up and somebody would need it.
 */
export function nextLimit(limit: number, look: Look): number {
  const late = look.delayMs > lateMs && look.utilization > busy;
  if (late || look.databaseBehindMs > databaseBehindMs) {
    // From what was really under way: a limit far above it would take seconds to mean anything.
    return Math.max(leastLimit, Math.floor(Math.min(limit, look.peak) * decrease));
  }
  if (!look.wanted) return limit;
  return Math.min(mostLimit, limit + Math.max(1, Math.floor(limit * increase)));
}

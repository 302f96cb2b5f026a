import { connectedRedis } from '#lib/platform/index.ts';
import { type BreakerState, type GatewayName, gatewayNames } from './types.ts';

/** Each process has a breaker of its own; here they tell each other, and staff, in which state it is. */
export type BreakerReport = { gateway: GatewayName; pid: number; state: BreakerState; at: number };

const key = 'payments:breakers';
const keptSeconds = 600;
const tellAgainMs = 1_000;
const lastTold = new Map<GatewayName, { state: BreakerState; at: number }>();

/** Writes this process's state down; at most once a second while it stays the same. A lost report costs nothing. */
export function reportBreaker(gateway: GatewayName, state: BreakerState): void {
  const at = Date.now();
  const last = lastTold.get(gateway);
  if (last?.state === state && at - last.at < tellAgainMs) return;
  lastTold.set(gateway, { state, at });
  const report: BreakerReport = { gateway, pid: process.pid, state, at };
  void (async () => {
    const client = await connectedRedis('object');
    await client.hset(key, `${gateway}:${process.pid}`, JSON.stringify(report));
    await client.expire(key, keptSeconds);
  })().catch(() => undefined);
}

/** What processes reported within the last ten minutes, newest first; empty when the object Redis is away. */
export async function breakerReports(): Promise<BreakerReport[]> {
  try {
    const rows = await (await connectedRedis('object')).hvals(key);
    return rows
      .map((row) => JSON.parse(row) as BreakerReport)
      .filter(({ gateway, at }) => gatewayNames.includes(gateway) && Date.now() - at < keptSeconds * 1_000)
      .sort((a, b) => b.at - a.at);
  } catch {
    return [];
  }
}

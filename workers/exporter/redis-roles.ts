import { counter, gauge, redisInfo, redisServers } from '#lib/platform/index.ts';

const up = () => gauge('ballast_redis_up', 'Whether the Redis of a role answers', ['role']);
const used = () => gauge('ballast_redis_memory_bytes', 'Memory a Redis uses', ['role']);
const limit = () =>
  gauge('ballast_redis_memory_limit_bytes', 'Memory a Redis may use; 0 for no limit', ['role']);
const clients = () => gauge('ballast_redis_clients', 'Connections to a Redis', ['role']);
const ping = () => gauge('ballast_redis_ping_seconds', 'How long a Redis took to answer INFO', ['role']);
const evicted = () =>
  counter('ballast_redis_evicted_keys_total', 'Keys that a Redis dropped for want of memory', ['role']);
const refused = () =>
  counter('ballast_redis_refused_commands_total', 'Commands that a Redis answered with an error', ['role']);

const readings = new Map<string, { evicted: number; refused: number }>();

/** Exports what each Redis says of itself. One that is away is down, and does not stop the others. */
export async function sampleRedis(): Promise<void> {
  await Promise.all(
    redisServers.map(async (role) => {
      const began = performance.now();
      try {
        const info = await redisInfo(role);
        ping().set({ role }, (performance.now() - began) / 1_000);
        up().set({ role }, 1);
        used().set({ role }, Number(info.used_memory));
        limit().set({ role }, Number(info.maxmemory));
        clients().set({ role }, Number(info.connected_clients));
        follow(role, { evicted: Number(info.evicted_keys), refused: Number(info.total_error_replies ?? 0) });
      } catch {
        up().set({ role }, 0);
      }
    }),
  );
}

/** Goes on from the server's own counters; one that fell is of a server that began anew. */
function follow(role: string, now: { evicted: number; refused: number }): void {
  const before = readings.get(role) ?? { evicted: 0, refused: 0 };
  const grown = (was: number, is: number) => (is >= was ? is - was : is);
  evicted().inc({ role }, grown(before.evicted, now.evicted));
  refused().inc({ role }, grown(before.refused, now.refused));
  readings.set(role, now);
}

import { connectedRedis } from './redis.ts';
import { queueServerInfo } from './signal.ts';

/** Every Redis, by its role. */
export const redisServers = ['session', 'fpc', 'object', 'queue'] as const;
export type RedisServer = (typeof redisServers)[number];

/** What a Redis says of itself, by the names of its INFO. @throws when it does not answer in time. */
export async function redisInfo(role: RedisServer): Promise<Record<string, string>> {
  const text = role === 'queue' ? await queueServerInfo() : await (await connectedRedis(role)).info();
  return Object.fromEntries(
    text
      .split('\r\n')
      .filter((line) => line.includes(':'))
      .map((line) => line.split(':', 2) as [string, string]),
  );
}

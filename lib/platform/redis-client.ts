import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { parseRedisAddress, type RedisAddress } from './redis-address.ts';

/** Sentinels that do not answer must not cost more than a server that does not. */
const sentinelTimeoutMs = 500;

/** The options of ioredis for one server, or the one that Sentinels name. @throws Error for a Cluster, which is none. */
export function optionsOf(
  address: Exclude<RedisAddress, { kind: 'cluster' }>,
  options: RedisOptions,
): RedisOptions {
  if (address.kind === 'server') return { ...options, ...address.login, ...address.at };
  const { login, sentinels, master, sentinelPassword } = address;
  return {
    ...options,
    ...login,
    sentinels,
    name: master,
    sentinelCommandTimeout: sentinelTimeoutMs,
    sentinelRetryStrategy: (times) => Math.min(100 * times, 1_000),
    ...(login.tls ? { enableTLSForSentinelMode: true, sentinelTLS: login.tls } : {}),
    ...(sentinelPassword ? { sentinelPassword } : {}),
    // After a failover the old master answers as a replica: its connection is no good any more.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  };
}

/** A client of one server, of the master that Sentinels name, or of a Cluster. */
export type RedisClient = Redis | Cluster;

/** A client for an address that is no Cluster. @throws Error when it is one, or wrong. */
export function openServer(url: string, options: RedisOptions): Redis {
  const address = parseRedisAddress(url);
  if (address.kind === 'cluster') throw new Error('this role needs all its keys on one server: no Cluster');
  return new Redis(optionsOf(address, options));
}

/** A client for an address; `options` are those of one server. @throws Error when the address is wrong. */
export function openRedis(url: string, options: RedisOptions): RedisClient {
  const address = parseRedisAddress(url);
  if (address.kind !== 'cluster') return new Redis(optionsOf(address, options));
  const { enableOfflineQueue = true, retryStrategy, lazyConnect = false, ...ofNode } = options;
  return new Cluster(address.nodes, {
    redisOptions: { ...ofNode, ...address.login },
    enableOfflineQueue,
    lazyConnect,
    clusterRetryStrategy: (times) => retryStrategy?.(times) ?? 1_000,
    slotsRefreshTimeout: options.connectTimeout ?? 1_000,
  });
}

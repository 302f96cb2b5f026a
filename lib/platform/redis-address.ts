type Host = { host: string; port: number };
type Login = { username?: string; password?: string; db?: number; tls?: object };

/** Where a Redis is: one server, the one that Sentinels name, or a Cluster. */
export type RedisAddress =
  | { kind: 'server'; login: Login; at: Host | { path: string } }
  | { kind: 'sentinel'; login: Login; sentinels: Host[]; master: string; sentinelPassword?: string }
  | { kind: 'cluster'; login: Login; nodes: Host[] };

const kinds = { redis: 'server', 'redis+sentinel': 'sentinel', 'redis+cluster': 'cluster' } as const;
const shape =
  /^(?<scheme>rediss?(\+(sentinel|cluster))?):\/\/((?<user>[^:@/]*)(:(?<password>[^@/]*))?@)?(?<hosts>[^/?]+)(\/(?<rest>[^?]*))?(\?(?<query>.*))?$/;

function hostsOf(list: string, defaultPort: number): Host[] {
  return list.split(',').map((one) => {
    const [, host = '', bare, port] = /^(\[[0-9a-f:]+\]|([^:]+))(?::(\d+))?$/i.exec(one.trim()) ?? [];
    if (!host || Number(port ?? defaultPort) > 65_535) throw new Error(`"${one}" is no host:port`);
    return { host: bare ?? host.slice(1, -1), port: Number(port ?? defaultPort) };
  });
}

/**
 * Reads an address: `redis://[user:password@]host:port[/db]`, with `?path=/socket` by a socket of this machine;
 * `redis+sentinel://[user:password@]host:port,host:port/MASTER[/db]`, with `?sentinelPassword=` where the Sentinels ask
 * for one; `redis+cluster://[user:password@]host:port,host:port`. `rediss` instead of `redis` is TLS.
 * @throws Error saying what is wrong, without the password.
 */
export function parseRedisAddress(text: string): RedisAddress {
  const found = shape.exec(text)?.groups;
  if (!found) throw new Error('no redis://, redis+sentinel:// or redis+cluster:// address');
  const { scheme = '', user, password, hosts = '', rest = '' } = found;
  const kind = kinds[scheme.replace('rediss', 'redis') as keyof typeof kinds];
  const query = new URLSearchParams(found.query);
  const parts = rest.split('/').filter(Boolean);
  const master = kind === 'sentinel' ? parts.shift() : undefined;
  const [db] = parts;
  if (parts.length > 1 || (db !== undefined && !/^\d{1,4}$/.test(db)))
    throw new Error('the path names no database by its number');
  if (kind === 'cluster' && db !== undefined) throw new Error('a Cluster has no databases');
  const login: Login = {
    ...(user ? { username: decodeURIComponent(user) } : {}),
    ...(password ? { password: decodeURIComponent(password) } : {}),
    ...(db === undefined ? {} : { db: Number(db) }),
    ...(scheme.startsWith('rediss') ? { tls: {} } : {}),
  };
  if (kind === 'sentinel') {
    if (!master) throw new Error('the path must name the master that the Sentinels watch');
    const sentinelPassword = query.get('sentinelPassword');
    const sentinels = hostsOf(hosts, 26_379);
    return { kind, login, sentinels, master, ...(sentinelPassword ? { sentinelPassword } : {}) };
  }
  const nodes = hostsOf(hosts, 6_379);
  if (kind === 'cluster') return { kind, login, nodes };
  const [one] = nodes;
  if (!one || nodes.length > 1) throw new Error('several hosts: is it redis+sentinel or redis+cluster?');
  const path = query.get('path');
  return { kind, login, at: path ? { path } : one };
}

/** Whether keys that are used together must be in one slot at this address. */
export const isCluster = (url: string): boolean => parseRedisAddress(url).kind === 'cluster';

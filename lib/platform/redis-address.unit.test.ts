import { describe, expect, test } from 'vitest';
import { parseEnv } from './env.ts';
import { parseRedisAddress } from './redis-address.ts';
import { openServer, optionsOf } from './redis-client.ts';

describe('the address of a Redis', () => {
  test.each([
    ['redis://cache', { kind: 'server', login: {}, at: { host: 'cache', port: 6379 } }],
    ['redis://127.0.0.1:7411?path=/run/s.sock', { kind: 'server', login: {}, at: { path: '/run/s.sock' } }],
    ['redis://[::1]:7000', { kind: 'server', login: {}, at: { host: '::1', port: 7000 } }],
    [
      'rediss://ada:p%40ss@cache:1/2',
      {
        kind: 'server',
        login: { username: 'ada', password: 'p@ss', db: 2, tls: {} },
        at: { host: 'cache', port: 1 },
      },
    ],
    [
      'redis+sentinel://:secret@a,b:7/shop/3?sentinelPassword=other',
      {
        kind: 'sentinel',
        login: { password: 'secret', db: 3 },
        sentinels: [
          { host: 'a', port: 26379 },
          { host: 'b', port: 7 },
        ],
        master: 'shop',
        sentinelPassword: 'other',
      },
    ],
    [
      'rediss+cluster://a:1,b:2',
      {
        kind: 'cluster',
        login: { tls: {} },
        nodes: [
          { host: 'a', port: 1 },
          { host: 'b', port: 2 },
        ],
      },
    ],
  ])('%s', (text, expected) => {
    expect(parseRedisAddress(text)).toEqual(expected);
  });

  test.each([
    ['http://cache', /no redis:/],
    ['redis://a,b', /several hosts/],
    ['redis://a:70000', /no host:port/],
    ['redis://cache/sessions', /database by its number/],
    ['redis+sentinel://a,b', /name the master/],
    ['redis+cluster://a/1', /no databases/],
  ])('%s is refused', (text, why) => {
    expect(() => parseRedisAddress(text)).toThrow(why);
  });

  test('is checked before anything starts, and what needs one server is given no Cluster', () => {
    expect(() => parseEnv({ REDIS_SESSION_URL: 'redis+sentinel://a,b' })).toThrow(/name the master/);
    expect(() => parseEnv({ REDIS_FPC_URL: 'redis+cluster://a' })).toThrow(/no Cluster/);
    expect(parseEnv({ REDIS_QUEUE_URL: 'redis+cluster://a' }).REDIS_QUEUE_URL).toBe('redis+cluster://a');
    expect(() => openServer('redis+cluster://a', {})).toThrow(/no Cluster/);
  });
});

test('of Sentinels come the options of ioredis, which leaves a master that became a replica', () => {
  const address = parseRedisAddress('rediss+sentinel://:secret@a,b/shop?sentinelPassword=other');
  if (address.kind === 'cluster') throw new Error('no Cluster');
  const options = optionsOf(address, { connectTimeout: 500 });
  expect(options).toMatchObject({
    connectTimeout: 500,
    password: 'secret',
    sentinelPassword: 'other',
    name: 'shop',
    sentinels: [{ host: 'a' }, { host: 'b' }],
    enableTLSForSentinelMode: true,
  });
  expect(options.reconnectOnError?.(new Error('READONLY You can’t write against a read only replica.'))).toBe(
    true,
  );
});

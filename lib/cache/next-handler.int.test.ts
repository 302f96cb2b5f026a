import { randomBytes, randomUUID } from 'node:crypto';
import type { CacheHandlerValue } from 'next/dist/server/lib/incremental-cache/index.js';
import { afterAll, expect, test, vi } from 'vitest';
import { closeRedis, connectedRedis, env } from '#lib/platform/index.ts';
import { startRedis } from '#lib/platform/redis.fixtures.ts';
import PageCache from './next-handler.ts';
import { raiseSequence } from './sequence.ts';

type Value = CacheHandlerValue['value'];
type Page = { headers: Record<string, string>; html: string; segmentData: Map<string, Buffer> };

// Next makes one instance for each request; two instances are two requests, or two processes.
const instance = () => new PageCache({ revalidatedTags: [], _requestHeaders: {} } as never);
const kind = { kind: 'APP_PAGE' };
const tagOf = () => `product:${randomUUID()}`;

function page(tag: string, change: Record<string, unknown> = {}): Value {
  return {
    kind: 'APP_PAGE',
    html: '<p>€14.50</p>',
    rscData: Buffer.from('payload'),
    headers: { 'x-next-cache-tags': `_N_T_/layout,${tag}` },
    postponed: undefined,
    status: 200,
    segmentData: new Map([['/_tree', Buffer.from('tree')]]),
    ...change,
  } as unknown as Value;
}

const headersOf = (value: Value) => (value as unknown as Page).headers;

/** One request that misses and renders: `during` happens between its reads and its result. */
async function render(
  key: string,
  value: Value,
  during: () => Promise<unknown> = async () => undefined,
): Promise<Value> {
  const request = instance();
  expect(await request.get(key, kind)).toBeNull();
  await during();
  await request.set(key, value, {});
  return value;
}

afterAll(async () => {
  vi.useRealTimers();
  closeRedis();
});

test('a page that is true until an instant is kept until then and not a second longer, without any purge', async () => {
  const [key, tag, now] = [`/p/${randomUUID()}`, tagOf(), Date.now()];
  vi.useFakeTimers({ toFake: ['Date'], now });
  const limits = `until:${now + 60_500},until:${now + 3_600_000}`;
  const stored = headersOf(await render(key, page(`${tag},${limits}`)));
  expect(stored).toMatchObject({
    xkey: `${tag} build:development`,
    'surrogate-control': 'max-age=60.5, must-revalidate',
  });
  vi.setSystemTime(now + 50_000);
  const found = (await instance().get(key, kind))?.value ?? null;
  expect(headersOf(found)['surrogate-control']).toBe('max-age=10.5, must-revalidate');
  vi.setSystemTime(now + 60_150);
  const last = (await instance().get(key, kind))?.value ?? null;
  expect(headersOf(last)['surrogate-control']).toBe('max-age=0.3, must-revalidate');
  vi.setSystemTime(now + 60_500);
  expect(await instance().get(key, kind)).toBeNull();
  vi.useRealTimers();
});

test('a page is served by another process as it was stored, with what Varnish must know', async () => {
  const [key, tag] = [`/p/${randomUUID()}`, tagOf()];
  const stored = headersOf(await render(key, page(tag)));
  expect(stored).toMatchObject({
    xkey: `${tag} build:development`,
    'surrogate-control': 'max-age=86400',
    'x-fpc': 'MISS',
  });
  const found = (await instance().get(key, kind))?.value as unknown as Page;
  expect(found.html).toBe('<p>€14.50</p>');
  expect(found.segmentData.get('/_tree')?.toString()).toBe('tree');
  expect(found.headers).toMatchObject({ xkey: `${tag} build:development`, 'x-fpc': 'HIT' });
  expect(found.headers['cache-control']).toBe('public, max-age=0, must-revalidate');
  expect(Number(found.headers['x-fpc-seq'])).toBeGreaterThan(1_700_000_000_000);
});

test('a purge of its tag makes a page a miss; a purge of another does not', async () => {
  const [key, tag] = [`/p/${randomUUID()}`, tagOf()];
  await render(key, page(tag));
  await raiseSequence([tagOf()]);
  expect(await instance().get(key, kind)).not.toBeNull();
  await raiseSequence([tag]);
  expect(await instance().get(key, kind)).toBeNull();
});

test('a render that began before a purge is not stored after it, and says so to Varnish', async () => {
  const [key, tag] = [`/p/${randomUUID()}`, tagOf()];
  const late = await render(key, page(tag), () => raiseSequence([tag]));
  expect(headersOf(late)).toMatchObject({ 'x-fpc-stale': '1', 'surrogate-control': 'no-store' });
  expect(headersOf(late).xkey).toBeUndefined();
  expect(await instance().get(key, kind)).toBeNull();
});

test('a slow writer cannot put an older page over a newer one after a purge', async () => {
  const [key, tag] = [`/p/${randomUUID()}`, tagOf()];
  const slow = instance();
  expect(await slow.get(key, kind)).toBeNull();
  await raiseSequence([tag]);
  await render(key, page(tag, { html: '<p>€15.00</p>' }));
  await slow.set(key, page(tag), {});
  const found = (await instance().get(key, kind))?.value as unknown as Page;
  expect(found.html).toBe('<p>€15.00</p>');
});

test.each([
  ['an error page', { status: 500 }],
  ['a page whose rest would follow later', { postponed: 'state' }],
  ['a page too large', { html: randomBytes(5_000_000).toString('base64') }],
])('%s is never kept', async (_what, change) => {
  const key = `/p/${randomUUID()}`;
  const refused = await render(key, page(tagOf(), change));
  expect(headersOf(refused)['surrogate-control']).toBe('no-store');
  expect(await instance().get(key, kind)).toBeNull();
});

test('what is not there is kept for minutes only', async () => {
  const key = `/p/${randomUUID()}`;
  const missing = await render(key, page('search', { status: 404 }));
  expect(headersOf(missing)['surrogate-control']).toBe('max-age=300');
  const ttl = await (await connectedRedis('fpc')).ttl(`fpc:development:${key}`);
  expect(ttl).toBeGreaterThan(0);
  expect(ttl).toBeLessThanOrEqual(300);
});

test('losing the table of tags makes every page a miss, never stale', async () => {
  const [key, tag] = [`/p/${randomUUID()}`, tagOf()];
  await render(key, page(tag));
  await new Promise((done) => setTimeout(done, 5));
  await (await connectedRedis('fpc')).del('fpc:tags');
  expect(await instance().get(key, kind)).toBeNull();
});

test('with Redis frozen a page is rendered, and kept nowhere', async () => {
  const before = env.REDIS_FPC_URL;
  const frozen = await startRedis();
  closeRedis();
  env.REDIS_FPC_URL = frozen.url;
  try {
    await connectedRedis('fpc');
    frozen.signal('SIGSTOP');
    const [request, key, value] = [instance(), `/p/${randomUUID()}`, page(tagOf())];
    expect(await request.get(key, kind)).toBeNull();
    await request.set(key, value, {});
    expect(headersOf(value)['surrogate-control']).toBe('no-store');
  } finally {
    closeRedis();
    env.REDIS_FPC_URL = before;
    await frozen.stop();
  }
});

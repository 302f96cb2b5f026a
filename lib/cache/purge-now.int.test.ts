import { randomUUID } from 'node:crypto';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, expect, test } from 'vitest';

type Varnish = {
  server: Server;
  url: string;
  purged: string[];
  heard: IncomingHttpHeaders[];
  answer: (response: ServerResponse) => void;
};

const confirm = (response: ServerResponse) =>
  void response.writeHead(200, { 'x-purged': '2', 'x-complete': '999999999999999' }).end();

async function fakeVarnish(): Promise<Varnish> {
  const varnish: Varnish = { server: createServer(), url: '', purged: [], heard: [], answer: confirm };
  varnish.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.method === 'PURGE') varnish.purged.push(...String(request.headers['xkey-purge']).split(' '));
    varnish.heard.push(request.headers);
    varnish.answer(response);
  });
  await new Promise<void>((done) => varnish.server.listen(0, '127.0.0.1', () => done()));
  varnish.url = `http://127.0.0.1:${(varnish.server.address() as AddressInfo).port}`;
  return varnish;
}

const one = await fakeVarnish();
const two = await fakeVarnish();
// Read when the modules load.
process.env.VARNISH_URLS = `${one.url},${two.url}`;
const { closeDb, closeRedis, connectedRedis, db, systemContext, withTransaction } = await import(
  '#lib/platform/index.ts'
);
const { countPendingInvalidations, purgeNow, recordInvalidation, renewLeases, tags } = await import(
  './index.ts'
);

const { readPage } = await import('./sequence.ts');

// A purge is repeated after 5 s, as one that follows none: those of earlier tests are not meant.
const purged = ({ heard }: Varnish) =>
  heard.findLast((one) => one['xkey-purge'] && one['x-purge-after'] !== '0');
const leased = ({ heard }: Varnish) => heard.findLast((one) => one['x-lease-until']);

const ctx = systemContext('test');
const newTag = () => tags.product(randomUUID());
const change = (...changed: ReturnType<typeof newTag>[]) =>
  withTransaction((tx) => recordInvalidation(tx, ctx, changed, 'test'));

beforeEach(async () => {
  one.answer = confirm;
  two.answer = confirm;
  await purgeNow(ctx);
});

afterAll(async () => {
  for (const { server } of [one, two]) {
    server.closeAllConnections();
    server.close();
  }
  closeRedis();
  await closeDb();
});

test('a change is purged from every Varnish, after Redis knows, and acknowledged', async () => {
  const tag = newTag();
  await change(tag, tag);
  let known: string | null = null;
  one.answer = (response) => {
    void connectedRedis('fpc')
      .then((client) => client.hget('fpc:tags', tag))
      .then((sequence) => {
        known = sequence;
        confirm(response);
      });
  };
  const report = await purgeNow(ctx);
  expect(report).toMatchObject({ acknowledged: true, tags: 1, pages: 4, problem: null });
  expect(one.purged).toContain(tag);
  expect(two.purged).toContain(tag);
  expect(Number(known)).toBeGreaterThan(0);
  expect(await countPendingInvalidations()).toBe(0);
  expect(await purgeNow(ctx)).toMatchObject({ acknowledged: true, tags: 0 });
});

test('a change that another process has purged already is reported as what it was', async () => {
  await change(newTag(), newTag());
  expect(await purgeNow(systemContext('worker'))).toMatchObject({ acknowledged: true, tags: 2, pages: 4 });
  expect(await purgeNow(ctx)).toMatchObject({ acknowledged: true, tags: 2, pages: 4 });
  expect(await purgeNow(ctx)).toMatchObject({ acknowledged: true, tags: 0, pages: 0 });
});

test.each([
  ['refuses', (response: ServerResponse) => void response.writeHead(503).end()],
  ['never answers', () => undefined],
])(
  'a Varnish that %s delays the acknowledgement until its lease has surely run out',
  async (_how, answer) => {
    const tag = newTag();
    await change(tag);
    two.answer = answer;
    const began = performance.now();
    expect(await purgeNow(ctx)).toMatchObject({ acknowledged: true, tags: 1, pages: 2 });
    const took = performance.now() - began;
    expect(took).toBeGreaterThan(2_000);
    expect(took).toBeLessThan(20_000);
    // Published in both stores, so that nobody renews its lease before it has dropped everything.
    const published = await (await connectedRedis('fpc')).hget('fpc:tags', '__purge');
    const row = await db().cacheState.findUnique({ where: { id: 1 } });
    expect(String(row?.sequence)).toBe(published);
  },
);

test('a purge names the one before it, so that a Varnish which missed that drops everything', async () => {
  await change(newTag());
  await purgeNow(ctx);
  const first = purged(one)?.['x-purge-seq'];
  await change(newTag());
  await purgeNow(ctx);
  expect(purged(one)).toMatchObject({ 'x-purge-after': first, 'x-purge-last': '1' });
  expect(Number(purged(one)?.['x-purge-seq'])).toBeGreaterThan(Number(first));
});

test('after the page cache lost everything the next purge still follows the last one: no Varnish has to be emptied', async () => {
  await change(newTag());
  await purgeNow(ctx);
  const last = purged(one)?.['x-purge-seq'];
  await (await connectedRedis('fpc')).flushdb();
  await change(newTag());
  expect(await purgeNow(ctx)).toMatchObject({ acknowledged: true });
  expect(purged(one)).toMatchObject({ 'x-purge-after': last });
});

test('leases are renewed up to the last purge, from either store; a Varnish behind it is emptied in the second round', async () => {
  await change(newTag());
  await purgeNow(ctx);
  const last = String(purged(one)?.['x-purge-seq']);
  for (const lose of [async () => undefined, async () => (await connectedRedis('fpc')).del('fpc:tags')]) {
    await lose();
    const before = Date.now();
    expect(await renewLeases()).toEqual({ [one.url]: 'renewed', [two.url]: 'renewed' });
    expect(leased(one)).toMatchObject({ 'x-purge-seq': last });
    const seconds = Number(leased(one)?.['x-lease-until']);
    expect(seconds * 1_000).toBeGreaterThanOrEqual(before + 2_000);
    expect(seconds * 1_000).toBeLessThanOrEqual(Date.now() + 2_000);
  }
  two.answer = (response) => void response.writeHead(409, { 'x-complete': '5' }).end();
  expect(await renewLeases()).toEqual({ [one.url]: 'renewed', [two.url]: 'behind' });
  expect(leased(two)?.['x-renew-whole']).toBeUndefined();
  await renewLeases();
  expect(leased(two)?.['x-renew-whole']).toBe('1');
});

test('a lost page cache is told of the last purge again, and never of one before a purge that begins meanwhile', async () => {
  const fpc = await connectedRedis('fpc');
  const told = () => fpc.hget('fpc:tags', '__purge');
  await change(newTag());
  await purgeNow(ctx);
  const last = String(purged(one)?.['x-purge-seq']);
  await fpc.del('fpc:tags');
  await readPage('/p/any');
  await renewLeases();
  expect(await told()).toBe(last);

  await change(newTag());
  let purging: ReturnType<typeof purgeNow> | undefined;
  await withTransaction(async (tx) => {
    await tx.$queryRaw`SELECT sequence FROM cache_state WHERE id = 1 FOR UPDATE`;
    purging = purgeNow(ctx);
    await expect.poll(async () => Number(await told())).toBeGreaterThan(Number(last));
    // It waits for the database. What Redis loses now is told from there, where it is not yet.
    await fpc.del('fpc:tags');
    await readPage('/p/any');
    await renewLeases();
    expect(await told()).toBe(last);
  });
  expect(await purging).toMatchObject({ acknowledged: true });
  expect(await told()).toBe(purged(one)?.['x-purge-seq']);
});

test('what its transaction takes back is never purged', async () => {
  const tag = newTag();
  const undone = withTransaction(async (tx) => {
    await recordInvalidation(tx, ctx, [tag], 'test');
    throw new Error('the price was refused');
  });
  await expect(undone).rejects.toThrow('refused');
  expect(await purgeNow(ctx)).toMatchObject({ tags: 0 });
  expect(one.purged).not.toContain(tag);
});

test('many purgers and changes at once: every change is purged everywhere and acknowledged', async () => {
  const changed = Array.from({ length: 30 }, newTag);
  const reports = await Promise.all(
    changed.map(async (tag) => {
      await change(tag);
      return purgeNow(ctx);
    }),
  );
  expect(reports.every(({ acknowledged }) => acknowledged)).toBe(true);
  for (const tag of changed) {
    expect(one.purged).toContain(tag);
    expect(two.purged).toContain(tag);
  }
  expect(await countPendingInvalidations()).toBe(0);
});

test('five hundred products at once are one purge', async () => {
  await change(...Array.from({ length: 500 }, newTag));
  const report = await purgeNow(ctx);
  expect(report).toMatchObject({ acknowledged: true, tags: 500 });
  expect(await db().cacheInvalidation.count({ where: { acknowledgedAt: null } })).toBe(0);
});

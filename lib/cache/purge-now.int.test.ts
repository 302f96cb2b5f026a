import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, expect, test } from 'vitest';

type Varnish = { server: Server; url: string; purged: string[]; answer: (response: ServerResponse) => void };

const confirm = (response: ServerResponse) => void response.writeHead(200, { 'x-purged': '2' }).end();

async function fakeVarnish(): Promise<Varnish> {
  const varnish: Varnish = { server: createServer(), url: '', purged: [], answer: confirm };
  varnish.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.method === 'PURGE') varnish.purged.push(...String(request.headers['xkey-purge']).split(' '));
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
const { countPendingInvalidations, purgeNow, recordInvalidation, tags } = await import('./index.ts');

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

test('a Varnish that refuses keeps the change pending, until it confirms', async () => {
  await change(newTag());
  two.answer = (response) => void response.writeHead(503).end();
  expect(await purgeNow(ctx)).toMatchObject({ acknowledged: false });
  expect(await countPendingInvalidations()).toBe(1);
  two.answer = confirm;
  expect(await purgeNow(ctx)).toMatchObject({ acknowledged: true, tags: 1 });
  expect(await countPendingInvalidations()).toBe(0);
});

test('a Varnish that never answers costs two seconds, and the change stays pending', async () => {
  await change(newTag());
  two.answer = () => undefined;
  const began = performance.now();
  const report = await purgeNow(ctx);
  expect(report.acknowledged).toBe(false);
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(await countPendingInvalidations()).toBe(1);
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

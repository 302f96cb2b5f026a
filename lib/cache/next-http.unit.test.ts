import { AsyncLocalStorage } from 'node:async_hooks';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { answerPagesInTurn } from './next-http.ts';

const begun: string[] = [];
const traceOf = new AsyncLocalStorage<string>();
/** In whose trace each request found itself when it began. */
const foundIn: (string | undefined)[] = [];
let gone = 0;
let release: (() => void)[] = [];
answerPagesInTurn();
const server = createServer();
// Like Next's, it promises its end, and does not answer one who has left.
Reflect.apply(server.on, server, ['request', work]);
async function work(request: IncomingMessage, response: ServerResponse): Promise<void> {
  begun.push(request.url ?? '');
  foundIn.push(traceOf.getStore());
  traceOf.enterWith(request.url ?? '');
  response.once('close', () => {
    if (!response.writableEnded) gone++;
  });
  await new Promise<void>((done) => release.push(done));
  if (!response.destroyed) response.end(String(begun.length));
}
let address = '';

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const text = async (path: string) => (await fetch(address + path)).text();
const answerAll = () => {
  const now = release;
  release = [];
  for (const one of now) one();
};
const begunAre = (count: number) => expect.poll(() => begun.length).toBe(count);

test('who comes while a page is being answered waits for the next round; others do not wait', async () => {
  const first = text('/p/rope?_rsc=1');
  await begunAre(1);
  const later = [text('/p/rope'), text('/p/rope?utm=2')];
  const other = text('/p/other');
  const api = text('/api/cart');
  await begunAre(3);
  expect(begun).not.toContain('/p/rope');
  answerAll();
  await Promise.all([first, other, api]);
  await begunAre(5);
  answerAll();
  await Promise.all(later);
  expect(begun.slice(3).sort()).toEqual(['/p/rope', '/p/rope?utm=2']);
});

test('who waited goes on in a trace of his own, not in that of the one he waited for', async () => {
  const before = begun.length;
  const first = text('/p/traced');
  await begunAre(before + 1);
  const later = text('/p/traced?_rsc=1');
  await new Promise((heard) => setImmediate(heard));
  answerAll();
  await first;
  await begunAre(before + 2);
  answerAll();
  await later;
  expect(foundIn.slice(before)).toEqual([undefined, undefined]);
});

test('a page whose visitor left is waited for all the same: who came later would get what is old', async () => {
  const before = begun.length;
  const leaving = new AbortController();
  const left = fetch(`${address}/p/slow`, { signal: leaving.signal }).catch(() => 'left');
  await begunAre(before + 1);
  const next = text('/p/slow');
  leaving.abort();
  expect(await left).toBe('left');
  await expect.poll(() => gone).toBe(1);
  expect(begun.length).toBe(before + 1);
  answerAll();
  await begunAre(before + 2);
  answerAll();
  await next;
});

test('one that is never made does not hold the others up for ever', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const before = begun.length;
    const leaving = new AbortController();
    const left = fetch(`${address}/p/stuck`, { signal: leaving.signal }).catch(() => 'left');
    await begunAre(before + 1);
    release = [];
    const next = text('/p/stuck');
    leaving.abort();
    expect(await left).toBe('left');
    await expect.poll(() => gone).toBe(2);
    expect(begun.length).toBe(before + 1);
    await vi.advanceTimersByTimeAsync(31_000);
    await begunAre(before + 2);
    answerAll();
    await next;
  } finally {
    vi.useRealTimers();
  }
});

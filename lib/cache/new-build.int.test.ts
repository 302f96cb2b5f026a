import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, expect, test } from 'vitest';

let heard: string[] = [];
const varnish = createServer((request, response) => {
  heard.push(`${request.headers['xkey-purge']} ${request.headers['x-soft']}`);
  response.writeHead(200, { 'x-purged': '1' }).end();
});
await new Promise<void>((done) => varnish.listen(0, '127.0.0.1', () => done()));
// Read when the modules load.
process.env.VARNISH_URLS = `http://127.0.0.1:${(varnish.address() as AddressInfo).port}`;
const { closeRedis, connectedRedis } = await import('#lib/platform/index.ts');
const { letNewBuildTakeOver, noteBuild, noteTakeOver } = await import('./index.ts');

const parts = [...'0123456789abcdef'].map((digit) => `part:${digit} 1`);

/** Steps until nothing is left to do; what Varnish heard. */
async function walkOnce(now: number): Promise<string[]> {
  heard = [];
  let after = '';
  do after = (await letNewBuildTakeOver({ after }, now)).next;
  while (after !== '');
  return heard;
}

beforeEach(async () => {
  await (await connectedRedis('fpc')).del('fpc:builds');
});

afterAll(async () => {
  closeRedis();
  await new Promise((done) => varnish.close(done));
});

test('pages are aged once, when the last process of the build before has ended', async () => {
  await noteBuild('old', 0);
  expect(await walkOnce(1_000)).toEqual([]);
  await noteBuild('old', 100_000);
  await noteBuild('new', 100_000);
  expect(await walkOnce(101_000)).toEqual([]);
  await noteBuild('new', 120_000);
  expect(await walkOnce(120_000)).toEqual([]);
  // A third came meanwhile, and was taken back.
  await noteBuild('third', 120_500);
  await noteBuild('new', 121_000);
  expect(await walkOnce(121_000)).toEqual([]);
  await noteBuild('new', 141_000);
  expect(await walkOnce(141_000)).toEqual(parts);
  expect(await walkOnce(142_000)).toEqual([]);
  // The way back is a new build as well.
  await noteBuild('old', 200_000);
  expect(await walkOnce(200_000)).toEqual(parts);
});

test('a worker that was restarted half way begins anew; what a deployment does is not done again', async () => {
  await noteTakeOver('old');
  await noteBuild('new', 1_000);
  const { next } = await letNewBuildTakeOver({ after: '' }, 1_000);
  expect(next).toBe('new 0');
  expect(await walkOnce(2_000)).toEqual(parts);
  await noteBuild('newer', 100_000);
  await noteTakeOver('newer');
  expect(await walkOnce(100_000)).toEqual([]);
});

test('with no web process running, or in a shop whose page cache is new, nothing is aged', async () => {
  expect(await walkOnce(1_000)).toEqual([]);
  await noteTakeOver('old');
  await noteBuild('new', 1_000);
  expect(await walkOnce(100_000)).toEqual([]);
});

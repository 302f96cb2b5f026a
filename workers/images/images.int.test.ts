import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { receiveImage, saveProducts } from '#lib/catalogue/index.ts';
import {
  imagePriorities,
  listFailedImages,
  type ProcessOptions,
  processImages,
  queueImage,
  retryImage,
} from '#lib/media/index.ts';
import { closeDb, db, env, systemContext, withTransaction } from '#lib/platform/index.ts';

const ctx = systemContext('test');
const before = env.DATA_DIR;
const folder = mkdtempSync(join(tmpdir(), 'ballast-images-'));
let status = 200;
const asked: (string | undefined)[] = [];
let server: Server;
let base: string;

beforeAll(async () => {
  env.DATA_DIR = folder;
  // Other tests' pictures are none of ours.
  await db().mediaJob.deleteMany();
  const create = { width: 400, height: 300, channels: 3 as const, background: '#2b5a6f' };
  const png = await sharp({ create }).png().toBuffer();
  server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(status).end(png);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  env.DATA_DIR = before;
  rmSync(folder, { recursive: true, force: true });
  await new Promise((resolve) => server.close(resolve));
  await closeDb();
});

const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><path d="M0 0h90v90z"/></svg>';
const options: ProcessOptions = {
  draw: (name) => (name === 'known.svg' ? Buffer.from(drawing) : null),
  tell: receiveImage,
  fetch: { isForbidden: () => false, timeoutMs: 60_000 },
};
const queued = (source: string, priority?: number) =>
  withTransaction((tx) => queueImage(tx, ctx, { source, ...(priority === undefined ? {} : { priority }) }));

async function imageWaitingFor(sourceUrl: string, image = { src: '', status: 'pending' }) {
  const [id, imageId, now] = [ctx.newId(), ctx.newId(), ctx.now()];
  const images = { create: { id: imageId, ...image, sourceUrl } };
  const product = { id, handle: `p-${id}`, title: 'Mug', descriptionHtml: '', optionNames: [] };
  await db().product.create({ data: { ...product, createdAt: now, updatedAt: now, images } });
  const read = () => db().productImage.findUniqueOrThrow({ where: { id: imageId } });
  return { id, read };
}

test('a picture is fetched once, shown wherever it is named, and those pages are purged', async () => {
  const source = `${base}/once`;
  const [one, two] = [await imageWaitingFor(source), await imageWaitingFor(source)];
  expect(await queued(source)).toEqual({ ok: true, value: { kind: 'queued' } });
  expect(await queued(source)).toEqual({ ok: true, value: { kind: 'queued' } });
  expect(await Promise.all([processImages(ctx, options), processImages(ctx, options)])).toContain(1);
  for (const { read } of [one, two]) {
    expect(await read()).toMatchObject({ status: 'ready', width: 400, height: 300 });
    expect((await read()).src).toMatch(/^\/media\/[0-9a-f]{48}-400\.webp$/);
  }
  const purges = await db().cacheInvalidation.findMany({ where: { reason: 'image' } });
  const purged = purges.find(({ tags }) => JSON.stringify(tags).includes(one.id));
  // What shows them, and nothing else.
  expect(new Set(purged?.tags as string[])).toEqual(new Set([`product:${one.id}`, `product:${two.id}`]));
  expect(await queued(source)).toMatchObject({ ok: true, value: { kind: 'stored', image: { width: 400 } } });
});

test('what a visitor sees first is drawn first, and stands in until then', async () => {
  const later = await imageWaitingFor(`${base}/later`);
  const drawn = await imageWaitingFor('', { src: '/art/known.svg', status: 'ready' });
  await queued(`${base}/later`);
  await queued('/art/known.svg', imagePriorities.first);
  expect(await processImages(ctx, { ...options, limit: 1 })).toBe(1);
  expect(await drawn.read()).toMatchObject({ sourceUrl: '/art/known.svg', width: 200 });
  expect(await later.read()).toMatchObject({ status: 'pending' });
  expect(await processImages(ctx, options)).toBe(1);
});

test('a server that is away is asked again later; what will never come is listed and can be tried by hand', async () => {
  const source = `${base}/away`;
  const image = await imageWaitingFor(source);
  await queued(source);
  status = 503;
  await processImages(ctx, options);
  expect(await processImages(ctx, options)).toBe(0);
  expect(await listFailedImages()).toMatchObject([{ source, status: 'queued', attempts: 1 }]);
  expect(await image.read()).toMatchObject({ status: 'pending' });

  status = 404;
  const later = { ...ctx, now: () => new Date(Date.now() + 61_000) };
  expect(await processImages(later, options)).toBe(1);
  const [failed] = await listFailedImages();
  expect(failed).toMatchObject({ source, status: 'failed', lastError: 'The server answered 404' });
  expect(await image.read()).toMatchObject({ status: 'failed' });

  status = 200;
  expect(await retryImage(ctx, failed?.hash ?? '')).toBe(true);
  await processImages(ctx, options);
  expect(await image.read()).toMatchObject({ status: 'ready' });
  expect(await listFailedImages()).toEqual([]);
});

/** Imports a product with one picture. */
async function imported(source: string) {
  const handle = `p-${ctx.newId()}`;
  const image = { src: source, sourceUrl: source, alt: '', width: 0, height: 0 };
  const variant = { sku: handle, optionValues: [], priceMinor: 100, compareAtMinor: null, onHand: 1 };
  const product = { handle, title: 'Jug', descriptionHtml: '', vendor: '', productType: '', optionNames: [] };
  const parts = { images: [image], variants: [variant], categoryPaths: [], status: 'active' as const };
  expect(await saveProducts(ctx, [{ ...product, ...parts }])).toMatchObject([{ status: 'created' }]);
  return () => db().productImage.findFirstOrThrow({ where: { product: { handle } } });
}

test('an imported picture that is here already is shown from here at once', async () => {
  const source = `${base}/again`;
  const first = await imported(source);
  expect(await first()).toMatchObject({ src: source });
  expect(await processImages(ctx, options)).toBe(1);
  const { src } = await first();
  expect(src).toMatch(/^\/media\//);
  const second = await imported(source);
  expect(await second()).toMatchObject({ src, width: 400, height: 300, sourceUrl: source, status: 'ready' });
  expect(await processImages(ctx, options)).toBe(0);
});

test('an imported picture that could not be had is tried again for whoever names it next', async () => {
  const source = `${base}/gone`;
  status = 404;
  const first = await imported(source);
  expect(await processImages(ctx, options)).toBe(1);
  status = 200;
  expect(await processImages(ctx, options)).toBe(0);
  const second = await imported(source);
  expect(await processImages(ctx, options)).toBe(1);
  for (const image of [first, second]) expect((await image()).src).toMatch(/^\/media\//);
});

test('a worker that died with a picture in its hands is succeeded', async () => {
  await queued(`${base}/orphan`);
  const held = { claimedBy: ctx.newId(), claimedAt: ctx.now() };
  await db().mediaJob.updateMany({ where: { source: `${base}/orphan` }, data: held });
  expect(await processImages(ctx, options)).toBe(0);
  const later = { ...ctx, now: () => new Date(Date.now() + 200_000) };
  expect(await processImages(later, options)).toBe(1);
});

test('a picture that ended every worker is given up without another look, and takes no other with it', async () => {
  const source = `${base}/poison`;
  const [image, other] = [await imageWaitingFor(source), await imageWaitingFor('/art/known.svg')];
  await queued(source);
  await db().mediaJob.deleteMany({ where: { source: '/art/known.svg' } });
  await queued('/art/known.svg');
  const fourteenth = { attempts: 14, claimedBy: ctx.newId(), claimedAt: new Date(Date.now() - 200_000) };
  await db().mediaJob.updateMany({ where: { source }, data: fourteenth });
  const held: number[] = [];
  const tell: ProcessOptions['tell'] = async (...told) => {
    held.push(await db().mediaJob.count({ where: { claimedBy: { not: null } } }));
    return receiveImage(...told);
  };
  expect(await processImages(ctx, { ...options, tell })).toBe(2);
  expect(asked).not.toContain('/poison');
  expect(await image.read()).toMatchObject({ status: 'failed' });
  expect(await other.read()).toMatchObject({ status: 'ready' });
  expect(held, 'one at a time').toEqual([1, 1]);
});

test('an address that is none is refused', async () => {
  for (const source of ['', 'file:///etc/passwd', 'x.png', `https://example.com/${'x'.repeat(1_100)}`]) {
    expect(await queued(source)).toMatchObject({ ok: false, error: { kind: 'bad_address' } });
  }
});

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { crc32, gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { env } from '#lib/platform/index.ts';
import { fetchImage, isPrivateAddress } from './fetch-image.ts';
import { imageSources, jpegOf, parseMediaFile } from './media-name.ts';
import { picturesOfFolder, picturesOfZip } from './read-pictures.ts';
import { mediaPath, storeImage } from './store-image.ts';

const folder = mkdtempSync(join(tmpdir(), 'ballast-media-'));
const before = env.DATA_DIR;
const photo = () => sharp({ create: { width: 900, height: 600, channels: 3, background: '#2b5a6f' } });
let jpeg: Buffer;
let server: Server;
let base: string;

beforeAll(async () => {
  env.DATA_DIR = folder;
  jpeg = await photo()
    .jpeg()
    .withExif({ IFD0: { Copyright: 'Ada' }, IFD3: { GPSLatitude: '51/1 54/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
  server = createServer((request, response) => {
    const url = request.url ?? '';
    if (url === '/photo') return response.end(jpeg);
    if (url === '/inside') return response.writeHead(302, { location: 'http://127.0.0.2:1/' }).end();
    if (url === '/named-inside') return response.writeHead(302, { location: '/photo' }).end();
    if (url === '/round') return response.writeHead(302, { location: '/round' }).end();
    if (url === '/never') return undefined;
    if (url === '/large') return response.end(Buffer.alloc(21_000_000));
    if (url === '/cut') {
      response.writeHead(200, { 'content-length': '5000' });
      return response.write('x', () => response.destroy());
    }
    return response.writeHead(url === '/busy' ? 503 : 404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  env.DATA_DIR = before;
  rmSync(folder, { recursive: true, force: true });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const kindOf = async (bytes: Buffer) => {
  const stored = await storeImage(bytes);
  return stored.ok ? 'stored' : stored.error.kind;
};

test('a photo becomes AVIF and WebP in every size, upright and without its metadata; twice is once', async () => {
  const stored = await storeImage(jpeg);
  if (!stored.ok) throw new Error(stored.error.message);
  expect(stored.value).toMatchObject({ width: 600, height: 900 });
  const { sources, src, placeholder } = imageSources(stored.value);
  const names = sources.flatMap(({ srcSet }) => srcSet.split(', ').map((part) => part.split(' ')[0] ?? ''));
  expect(names).toHaveLength(4);
  for (const name of [...names, src, jpegOf(stored.value.src) ?? '']) {
    const meta = await sharp(mediaPath(name.replace('/media/', '')) ?? '').metadata();
    expect([meta.exif, meta.orientation, meta.xmp]).toEqual([undefined, undefined, undefined]);
    expect((meta.height ?? 0) / (meta.width ?? 1)).toBeCloseTo(1.5, 1);
  }
  expect(placeholder).toContain('#2b596f'.slice(0, 3));
  const files = () => readdirSync(join(folder, 'media'), { recursive: true }).length;
  const count = files();
  expect(await storeImage(jpeg)).toEqual(stored);
  expect(files()).toBe(count);
});

test('what a file is, its bytes say: names are not even asked for', async () => {
  const png = await photo().png().toBuffer();
  const webp = await photo().webp().toBuffer();
  for (const bytes of [
    png,
    webp,
    await photo().avif({ effort: 0 }).toBuffer(),
    await photo().gif().toBuffer(),
  ]) {
    expect(await kindOf(bytes)).toBe('stored');
  }
  expect(await kindOf(await sharp(png).greyscale().toBuffer())).toBe('stored');
  expect(await kindOf(Buffer.from('<!doctype html><html><body><img src=x></body></html>'))).toBe(
    'not_an_image',
  );
  expect(await kindOf(Buffer.from('%PDF-1.7 hello'))).toBe('not_an_image');
  expect(await kindOf(Buffer.alloc(0))).toBe('not_an_image');
  expect(await kindOf(png.subarray(0, 40))).toMatch(/broken|not_an_image/);
});

test('a cut-off JPEG is refused, not stored half grey', async () => {
  const noise = await sharp({
    create: {
      width: 400,
      height: 400,
      channels: 3,
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
      background: '#000',
    },
  })
    .jpeg()
    .toBuffer();
  expect(await kindOf(noise)).toBe('stored');
  expect(await kindOf(noise.subarray(0, noise.length / 2))).toBe('broken');
});

test('a bomb is refused by its header: few bytes, many pixels', async () => {
  const small = await photo().png().toBuffer();
  // Only its header (IHDR, with its checksum) says that it is so large: who looked for the pixels would find it broken.
  const saying = (side: number) => {
    const bytes = Buffer.from(small);
    bytes.writeUInt32BE(side, 16);
    bytes.writeUInt32BE(side, 20);
    bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
    return bytes;
  };
  expect(await kindOf(saying(3_000))).toBe('broken');
  expect(await kindOf(saying(12_000))).toBe('too_many_pixels');
  expect(await kindOf(Buffer.alloc(20_000_001))).toBe('too_many_bytes');
});

test('an animation is refused, and so is what is too small to show', async () => {
  const frame = (background: string) =>
    sharp({ create: { width: 40, height: 40, channels: 4, background } })
      .png()
      .toBuffer();
  const frames = [await frame('#f00'), await frame('#00f')];
  const gif = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
  expect(await kindOf(gif)).toBe('animated');
  expect(
    await kindOf(
      await sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } })
        .png()
        .toBuffer(),
    ),
  ).toBe('too_small');
});

test('an SVG is drawn; one with entities is refused', async () => {
  const svg = (inside: string, head = '') =>
    Buffer.from(`${head}<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300">${inside}</svg>`);
  expect(await kindOf(svg('<script>alert(1)</script><rect width="9" height="9"/>'))).toBe('stored');
  expect(await kindOf(svg('', '<!DOCTYPE svg [<!ENTITY a "b">]>'))).toBe('not_an_image');
  expect(await kindOf(svg('', `<?xml version="1.0"?> <!-- a - b --> <!--c--> `))).toBe('stored');
  expect(await kindOf(svg('', `${' '.repeat(70)}<!DOCTYPE svg [<!ENTITY a "b">]>`))).toBe('not_an_image');
  expect(await kindOf(gzipSync(svg('')))).toBe('not_an_image');
  expect(parseMediaFile('x.svg')).toBeNull();
});

test('text that could be read in many ways as the beginning of an SVG is refused in time that grows with its length', async () => {
  const took = async (comments: number) => {
    const bytes = Buffer.from(`${'<!---->'.repeat(comments)}<x`);
    const began = performance.now();
    expect(await kindOf(bytes)).toBe('not_an_image');
    return performance.now() - began;
  };
  await took(1);
  // One way to read it too many, and forty are more than a day; ten thousand are as many steps.
  for (const comments of [40, 1_000, 10_000]) expect(await took(comments)).toBeLessThan(5_000);
});

test('only names of stored files lead to a path', () => {
  const id = 'a'.repeat(48);
  expect(mediaPath(`${id}-640.webp`)).toBe(join(folder, 'media', 'aa', `${id}-640.webp`));
  for (const name of [`../${id}-640.webp`, `${id}-640.svg`, `${id}.webp`, '', `${id}-640.webp/../x`]) {
    expect(mediaPath(name)).toBeNull();
  }
  expect(imageSources({ src: '/art/mug.svg' })).toEqual({
    sources: [],
    src: '/art/mug.svg',
    placeholder: undefined,
  });
});

test.each([
  '127.0.0.1 10.1.2.3 172.31.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255',
  '::1 :: fe80::1 fc00::1 fd12::1 ::ffff:127.0.0.1 ::ffff:7f00:1 64:ff9b::7f00:1 2002:7f00:1:: 2001:db8::1 ff02::1 nonsense',
])('private: %s', (list) => {
  for (const address of list.split(' ')) expect(isPrivateAddress(address), address).toBe(true);
});

test('public addresses are asked', () => {
  for (const address of ['93.184.216.34', '1.1.1.1', '172.32.0.1', '2606:4700::1111', '2a00:1450::1']) {
    expect(isPrivateAddress(address), address).toBe(false);
  }
});

test('a private address is not asked: by number, by name, or behind a redirect', async () => {
  const kind = async (...args: Parameters<typeof fetchImage>) => {
    const fetched = await fetchImage(...args);
    return fetched.ok ? 'fetched' : fetched.error.kind;
  };
  for (const host of ['127.0.0.1', '[::1]', '2130706433', '0x7f.1', 'localhost']) {
    expect(await kind(`http://${host}/x.png`), host).toBe('private_address');
  }
  expect(await kind('ftp://example.com/x.png')).toBe('bad_address');
  expect(await kind('//example.com/x.png')).toBe('bad_address');
  // The test's own server is allowed, its neighbour is not.
  const isForbidden = (address: string) => address !== '127.0.0.1' && address !== '::1';
  expect(await kind(`${base}/photo`, { isForbidden })).toBe('fetched');
  expect(await kind(`${base}/named-inside`, { isForbidden })).toBe('fetched');
  expect(await kind(`${base}/inside`, { isForbidden })).toBe('private_address');
});

test('what cannot be had says whether a later try may help', async () => {
  const outcome = async (path: string, timeoutMs = 60_000) => {
    const fetched = await fetchImage(`${base}${path}`, { isForbidden: () => false, timeoutMs });
    return fetched.ok ? 'fetched' : `${fetched.error.kind} ${fetched.error.retryable}`;
  };
  expect(await outcome('/gone')).toBe('unavailable false');
  expect(await outcome('/busy')).toBe('unavailable true');
  expect(await outcome('/cut')).toBe('unavailable true');
  expect(await outcome('/never', 200)).toBe('unavailable true');
  expect(await outcome('/round')).toBe('unavailable false');
  expect(await outcome('/large')).toBe('too_many_bytes false');
});

test('pictures come out of folders and ZIP files, one at a time, and nothing else does', async () => {
  const pictures = mkdtempSync(join(folder, 'pictures-'));
  writeFileSync(join(pictures, 'a.jpg'), jpeg);
  writeFileSync(join(pictures, 'notes.txt'), 'x');
  const zip = new ZipFile();
  zip.addBuffer(jpeg, 'shoes/red.jpg');
  zip.addBuffer(Buffer.alloc(21_000_000), 'bomb.png');
  zip.addBuffer(Buffer.from('x'), '__MACOSX/red.jpg');
  zip.end();
  const file = join(folder, 'pictures.zip');
  writeFileSync(file, await buffer(zip.outputStream));
  const names = async (all: AsyncGenerator<{ name: string; file: { ok: boolean } }>) => {
    const found: string[] = [];
    for await (const { name, file: outcome } of all) found.push(`${name} ${outcome.ok}`);
    return found.sort();
  };
  expect(await names(picturesOfFolder(pictures))).toEqual(['a.jpg true']);
  expect(await names(picturesOfZip(file))).toEqual(['bomb.png false', 'shoes/red.jpg true']);
  await expect(names(picturesOfZip(join(pictures, 'notes.txt')))).rejects.toThrow();
});

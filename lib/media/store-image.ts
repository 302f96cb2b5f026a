import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { env, ok, type Result } from '#lib/platform/index.ts';
import type { ImageRefusal } from './errors.ts';
import { inspectImage, opened, refuse } from './inspect-image.ts';
import { jpegWidth, longestSide, parseMediaFile, srcOf, widthsOf } from './media-name.ts';

/** A picture as pages name it; width and height in pixels of the largest size. */
export type StoredImage = { id: string; src: string; width: number; height: number };

const folder = () => join(env.DATA_DIR, 'media');

/** Where a stored file lies; null for a name that is none. */
export function mediaPath(name: string): string | null {
  const file = parseMediaFile(name);
  return file ? join(folder(), file.id.slice(0, 2), name) : null;
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Written beside its place and renamed when whole, so that no reader finds half a file. */
async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const fresh = `${path}.${randomUUID()}`;
  await writeFile(fresh, bytes);
  await rename(fresh, path);
}

const encode = {
  avif: (image: Sharp) => image.avif({ quality: 55, effort: 1 }),
  webp: (image: Sharp) => image.webp({ quality: 80, effort: 3 }),
  jpg: (image: Sharp) => image.flatten({ background: '#ffffff' }).jpeg({ quality: 80, mozjpeg: true }),
};

type Pixels = { data: Buffer; width: number; height: number; channels: 3 | 4 };

/** The picture as pixels, upright, at most 2,000 long, without metadata: what all sizes are made from. */
async function decode(bytes: Buffer): Promise<Pixels> {
  const source = opened(bytes);
  const { data, info } = await source
    .autoOrient()
    .toColourspace('srgb')
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const channels = info.channels === 4 ? 4 : 3;
  if (info.channels === channels) return { data, width: info.width, height: info.height, channels };
  // Grey, with or without transparency, becomes colour so that one road serves all.
  const grey = sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
  const colour = await grey.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return {
    data: colour.data,
    width: info.width,
    height: info.height,
    channels: colour.info.channels === 4 ? 4 : 3,
  };
}

const pixels = ({ data, width, height, channels }: Pixels) =>
  sharp(data, { raw: { width, height, channels } });

async function idOf(image: Pixels): Promise<string> {
  const hash = createHash('sha256')
    .update(`${image.width}x${image.height}x${image.channels}`)
    .update(image.data);
  const corners = await pixels(image)
    .flatten({ background: '#ffffff' })
    .resize(2, 2, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
  return hash.digest('hex').slice(0, 24) + corners.subarray(0, 12).toString('hex');
}

/**
 * Takes a picture in: checks it, strips it, makes every size and format, once. The same picture again makes nothing.
 * Fails with the reason why it is not taken. @throws when the disk does not take it.
 */
export async function storeImage(bytes: Buffer): Promise<Result<StoredImage, ImageRefusal>> {
  const found = await inspectImage(bytes);
  if (!found.ok) return found;
  let image: Pixels;
  try {
    image = await decode(bytes);
  } catch {
    return refuse('broken');
  }
  const id = await idOf(image);
  const widths = widthsOf(image.width);
  const files = [
    ...widths.flatMap((width) => (['avif', 'webp'] as const).map((format) => ({ width, format }))),
    { width: Math.min(jpegWidth, widths.at(-1) ?? image.width), format: 'jpg' as const },
  ];
  for (const { width, format } of files) {
    const path = mediaPath(`${id}-${width}.${format}`);
    if (!path || (await exists(path))) continue;
    await writeWhole(path, await encode[format](pixels(image).resize({ width })).toBuffer());
  }
  const width = widths.at(-1) ?? image.width;
  return ok({
    id,
    src: srcOf(id, image.width),
    width,
    height: Math.round((image.height * width) / image.width),
  });
}

import { opendir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { err, ok, type Result } from '#lib/platform/index.ts';
import { type ImageRefusal, refusals } from './errors.ts';
import { maxBytes, refuse } from './inspect-image.ts';

/** One file of a folder or ZIP: its path inside, and its bytes or why they are not taken. */
export type Picture = { name: string; file: Result<Buffer, ImageRefusal> };

const maxEntries = 50_000;
const extensions = new Set(['.jpg', '.jpeg', '.png', '.webp', '.avif', '.gif', '.svg']);
const isPicture = (name: string) =>
  extensions.has(extname(name).toLowerCase()) && !name.startsWith('__MACOSX/') && !name.endsWith('/');

/** The pictures of a folder and the folders in it, one at a time. @throws when the folder cannot be read. */
export async function* picturesOfFolder(folder: string): AsyncGenerator<Picture> {
  let count = 0;
  // Links are not followed: a folder somebody handed over ends where it ends.
  for await (const entry of await opendir(folder, { recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length).replace(/^[/\\]+/, '');
    if (!entry.isFile() || !isPicture(name)) continue;
    if (++count > maxEntries) throw new Error(`More than ${maxEntries} pictures in ${folder}`);
    const tooLarge = (await stat(path)).size > maxBytes;
    yield { name, file: tooLarge ? refuse('too_many_bytes') : ok(await readFile(path)) };
  }
}

// A header may lie about the size: what counts is what comes out.
async function unpack(zip: ZipFile, entry: Entry): Promise<Result<Buffer, ImageRefusal>> {
  if (entry.uncompressedSize > maxBytes) return refuse('too_many_bytes');
  try {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      length += chunk.length;
      if (length > maxBytes) return refuse('too_many_bytes');
      chunks.push(chunk);
    }
    return ok(Buffer.concat(chunks));
  } catch (error) {
    return err({
      kind: 'broken',
      message: `${refusals.broken}: ${error instanceof Error ? error.message : error}`,
    });
  }
}

/** The pictures of a ZIP file, one at a time, whatever it claims. @throws when it is no ZIP file. */
export async function* picturesOfZip(path: string): AsyncGenerator<Picture> {
  const zip = await openPromise(path, { lazyEntries: true, strictFileNames: false });
  try {
    let count = 0;
    for await (const entry of zip.eachEntry()) {
      if (!isPicture(entry.fileName)) continue;
      if (++count > maxEntries) throw new Error(`More than ${maxEntries} pictures in the ZIP file`);
      yield { name: entry.fileName, file: await unpack(zip, entry) };
    }
  } finally {
    zip.close();
  }
}

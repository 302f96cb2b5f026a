import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportCatalogue } from '#lib/import/index.ts';
import { closeDb, systemContext } from '#lib/platform/index.ts';

/** `npm run export -- FILE.ndjson`: every product, so that `npm run import` makes the same shop of it. */

const [path] = process.argv.slice(2);
if (!path) {
  console.error('Usage: npm run export -- FILE.ndjson');
  process.exitCode = 1;
} else {
  try {
    const lines = await exportCatalogue(systemContext('export'));
    await pipeline(Readable.from(lines), createWriteStream(path));
  } catch (error) {
    console.error(`Cannot export to ${path}: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  } finally {
    await closeDb();
  }
}

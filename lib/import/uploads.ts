import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { recordAudit } from '#lib/audit/index.ts';
import { type Ctx, env, err, ok, type Result, withTransaction } from '#lib/platform/index.ts';
import { type ImportError, type ImportProgress, type ImportSummary, importFile } from './import-file.ts';

/** The edge lets no more through either (`infra/edge/nginx.conf`). */
export const maxUploadBytes = 100_000_000;
const keepReportsMs = 7 * 86_400_000;
const idPattern = /^[0-9a-f-]{36}$/;

// Each in a folder of its own: what a file names by a path lies beside it, and beside it lies nothing.
const folderOf = (id: string) => join(env.DATA_DIR, 'imports', id);

export type Upload = { id: string; name: string; bytes: number; dryRun: boolean };
export type UploadError = { kind: 'empty' } | { kind: 'too_large' };

/**
 * Keeps a file staff sent until it is imported, with one audit entry unless it is a dry run, and forgets reports older
 * than a week. @param name as it was called
 */
export async function receiveUpload(
  ctx: Ctx,
  { name, body, dryRun }: { name: string; body: ReadableStream<Uint8Array> | null; dryRun: boolean },
): Promise<Result<Upload, UploadError>> {
  await forgetOld(ctx);
  if (!body) return err({ kind: 'empty' });
  const id = ctx.newId();
  await mkdir(folderOf(id), { recursive: true });
  let bytes = 0;
  async function* counted(reader: ReadableStreamDefaultReader<Uint8Array>) {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      bytes += read.value.byteLength;
      if (bytes > maxUploadBytes) return reader.cancel();
      yield read.value;
    }
  }
  await pipeline(counted(body.getReader()), createWriteStream(join(folderOf(id), 'file')));
  if (bytes === 0 || bytes > maxUploadBytes) {
    await rm(folderOf(id), { recursive: true });
    return err({ kind: bytes === 0 ? 'empty' : 'too_large' });
  }
  const upload = { id, name: name.slice(0, 200), bytes, dryRun };
  if (!dryRun) {
    const after = { name: upload.name, bytes };
    await withTransaction((tx) =>
      recordAudit(tx, ctx, { action: 'import.started', subject: `import:${id}`, before: null, after }),
    );
  }
  return ok(upload);
}

/** Imports a file that was received; then only its report is kept. @throws what `importFile` throws */
export async function importUpload(
  ctx: Ctx,
  {
    upload: { id, name, dryRun },
    onProgress,
  }: { upload: Upload; onProgress: (progress: ImportProgress) => void },
): Promise<Result<ImportSummary, ImportError>> {
  const path = join(folderOf(id), 'file');
  try {
    const reportPath = join(folderOf(id), reportName(name));
    return await importFile(ctx, { path, dryRun, reportPath, onProgress });
  } finally {
    await rm(path, { force: true });
  }
}

const reportName = (name: string) => (/\.(ndjson|jsonl)$/i.test(name) ? 'problems.ndjson' : 'problems.csv');

/** Where the report of an import lies, and its name; null when there is none, or no more. */
export async function getImportReport(id: string): Promise<{ path: string; name: string } | null> {
  if (!idPattern.test(id)) return null;
  const files = await readdir(folderOf(id)).catch(() => []);
  const name = files.find((file) => file.startsWith('problems.'));
  return name ? { path: join(folderOf(id), name), name } : null;
}

async function forgetOld(ctx: Ctx): Promise<void> {
  for (const id of await readdir(folderOf('')).catch(() => [])) {
    const found = await stat(folderOf(id)).catch(() => null);
    if (found && found.mtimeMs < ctx.now().getTime() - keepReportsMs) {
      await rm(folderOf(id), { recursive: true, force: true });
    }
  }
}

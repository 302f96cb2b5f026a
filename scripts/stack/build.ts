import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { dataDir, root, runDir } from './instance.ts';
import { endProcess, giveWay, type ProcessId, startTime } from './processes.ts';

const inputs = [
  'app',
  'components',
  'lib',
  'public',
  'prisma/schema.prisma',
  'instrumentation.ts',
  'next.config.js',
  'package-lock.json',
  'package.json',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
];

function files(path: string): string[] {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => files(join(path, name)));
}

/** A name for the sources a build is made from: the same sources, the same name. */
function sourceHash(): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of inputs.flatMap(files)) {
    if (/\.(unit|int)\.test\.ts$|README\.md$/.test(file)) continue;
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

/** The folder of the build of the present sources, whether it is there or not. */
export function currentBuild(): string {
  return process.env.BALLAST_BUILD ?? join(root, `.next-${sourceHash()}`);
}

const recordFile = join(runDir, 'build.json');

/** Compresses what the edge serves from disk, once and as small as it gets: Debian's nginx has no brotli of its own. */
function precompress(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(js|css)$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    const content = readFileSync(file);
    writeFileSync(`${file}.br`, brotliCompressSync(content));
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
  }
}

/** A launcher that was killed leaves its build at work, and Next refuses a second one beside it. */
async function endLeftBuild(): Promise<void> {
  try {
    await endProcess(JSON.parse(readFileSync(recordFile, 'utf8')) as ProcessId, 5_000);
  } catch {} // none, or cut short
}

/**
 * Builds the shop, unless these very sources are built already. Next writes to `.next`, which is then renamed, so
 * that building a new version does not pull the files from under the running one.
 *
 * @returns the folder to run from, and whether it was made now.
 * @throws Error with the end of Next's output.
 */
export async function build(): Promise<{ folder: string; built: boolean }> {
  const folder = currentBuild();
  if (existsSync(join(folder, 'BUILD_ID'))) return { folder, built: false };
  await endLeftBuild();
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 900_000,
    detached: true,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  // The build before may be serving meanwhile: whoever looks at a page comes first.
  if (child.pid) giveWay(child.pid, 10);
  const id = { pid: child.pid ?? 0, startedAt: startTime(child.pid ?? 0) };
  writeFileSync(recordFile, JSON.stringify(id));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output = `${output}${chunk.toString()}`.slice(-20_000);
    });
  }
  const how = await new Promise<string | number>((done) => {
    child.on('error', (error) => done(error.message));
    child.on('close', (code, signal) => done(code ?? signal ?? 'no exit code'));
  });
  rmSync(recordFile, { force: true });
  if (how !== 0) throw new Error(`Building the shop failed (${how}):\n${output.trim().slice(-4_000)}`);
  precompress(join(root, '.next/static'));
  // Kept for the next build, which then takes half the time.
  const warm = join(root, '.next/cache');
  renameSync(join(root, '.next'), folder);
  if (existsSync(join(folder, 'cache'))) {
    mkdirSync(join(root, '.next'), { recursive: true });
    renameSync(join(folder, 'cache'), warm);
  }
  return { folder, built: true };
}

const staticDays = 30;

/**
 * Puts a build's scripts and styles beside those of the builds before it, where the edge serves them from: their names
 * carry a hash of what is in them. What no build of the last month had is deleted.
 */
export function publishStatic(folder: string): void {
  const target = join(dataDir, 'static');
  if (!existsSync(join(folder, 'static'))) return;
  cpSync(join(folder, 'static'), target, { recursive: true, preserveTimestamps: false });
  const oldest = Date.now() - staticDays * 86_400_000;
  for (const entry of readdirSync(target, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile() && statSync(file).mtimeMs < oldest) rmSync(file, { force: true });
  }
}

/** Deletes builds that nothing runs any more: all but the named one and the newest other. */
export function forgetOldBuilds(keep: string): void {
  const others = readdirSync(root)
    .filter((name) => /^\.next-[0-9a-f]{16}$/.test(name))
    .map((name) => join(root, name))
    .filter((folder) => folder !== keep)
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const folder of others.slice(1)) rmSync(folder, { recursive: true, force: true });
}

import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { counter, env, logger } from '#lib/platform/index.ts';

const limits = ['rate', 'connections'] as const;
type Limit = (typeof limits)[number];
type Refusals = Record<Limit, number>;

const refusals = () =>
  counter(
    'ballast_edge_refusals_total',
    'Requests that the edge turned away with 429, by the limit of their address that they met',
    ['kind'],
  );
const shed = () =>
  counter(
    'ballast_edge_shed_total',
    'New carts that the edge turned away with 503, since the shop had no place for them',
    [],
  );

/** What nginx wrote of them names addresses, so it is not kept for longer than it takes to look who it is. */
const keptMs = 10 * 60_000;
const longestBytes = 4 * 1024 * 1024;
const tellEveryMs = 60_000;

/** Reads on from `offset` to the end. @returns how many lines of each kind were there, and where the last whole one ended. */
async function readOn(
  file: FileHandle,
  offset: number,
): Promise<{ found: Refusals & { busy: number }; end: number }> {
  const found = { rate: 0, connections: 0, busy: 0 };
  const piece = Buffer.alloc(256 * 1024);
  for (let at = offset; ; ) {
    const { bytesRead } = await file.read(piece, 0, piece.length, at);
    const whole = piece.subarray(0, bytesRead).lastIndexOf('\n') + 1;
    if (whole === 0) return { found, end: at };
    const lines = piece.toString('latin1', 0, whole).split('\n');
    for (const line of lines) {
      const kind = line.split(' ', 1)[0];
      if (kind === 'rate' || kind === 'connections' || kind === 'busy') found[kind]++;
    }
    at += whole;
  }
}

const tellLog = (untold: Refusals) => logger('edge').warn(untold, 'the edge turned requests away');

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r+');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Counts whom the edge of this machine turns away, from the lines it writes to `path`, and empties that file after ten
 * minutes or 4 MB. At most one log line a minute says how many there were. What was there at the first look is not
 * counted: the process before this one did.
 * @returns what is to be called every few seconds.
 */
export function countRefusals(
  path: string,
  { nowMs = Date.now, tell = tellLog }: { nowMs?: () => number; tell?: (refusals: Refusals) => void } = {},
): () => Promise<void> {
  const untold: Refusals = { rate: 0, connections: 0 };
  let offset: number | null = null;
  let emptiedMs = nowMs();
  let toldMs = Number.NEGATIVE_INFINITY;
  for (const kind of limits) refusals().inc({ kind }, 0);
  shed().inc({}, 0);

  const look = async (file: FileHandle) => {
    const { size } = await file.stat();
    const { found, end } = await readOn(file, Math.min(offset ?? size, size));
    offset = end;
    shed().inc({}, found.busy);
    for (const kind of limits) {
      refusals().inc({ kind }, found[kind]);
      untold[kind] += found[kind];
    }
    // nginx appends, so it goes on at the beginning. What it wrote since the end was read, a moment ago, is not counted.
    if (end > longestBytes || (end > 0 && nowMs() - emptiedMs > keptMs)) {
      await file.truncate(0);
      offset = 0;
      emptiedMs = nowMs();
    }
  };
  return async () => {
    const file = await openIfThere(path);
    if (!file) offset = 0;
    else {
      try {
        await look(file);
      } finally {
        await file.close();
      }
    }
    if (untold.rate + untold.connections === 0 || nowMs() - toldMs < tellEveryMs) return;
    tell({ ...untold });
    toldMs = nowMs();
    for (const kind of limits) untold[kind] = 0;
  };
}

/** The same for the edge of this stack. Elsewhere than on this machine there is no such file. */
export const sampleEdge = countRefusals(join(env.DATA_DIR, 'edge/refused'));

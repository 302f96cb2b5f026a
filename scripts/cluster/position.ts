import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { dataOf, type Node, nodeCommand } from './nodes.ts';

/** Which history a node's data belongs to, and the last write set of it that it holds. */
export type Position = { uuid: string; seqno: number };

const stateFile = (node: Node) => join(dataOf(node), 'grastate.dat');
const nothing = '00000000-0000-0000-0000-000000000000';

function saved(node: Node): Position | null {
  try {
    const text = readFileSync(stateFile(node), 'utf8');
    const uuid = /^uuid:\s+([0-9a-f-]{36})$/m.exec(text)?.[1] ?? nothing;
    return { uuid, seqno: Number(/^seqno:\s+(-?\d+)$/m.exec(text)?.[1] ?? -1) };
  } catch {
    return null;
  }
}

/**
 * The position of a node that does not run: what it saved when it ended, or else what its tables hold, which it is
 * started for once (`--wsrep-recover`). Null for one whose data is of no use: it takes a whole copy.
 */
export async function positionOf(node: Node): Promise<Position | null> {
  const known = saved(node);
  if (known && known.seqno >= 0 && known.uuid !== nothing) return known;
  // Without background threads: of a table with a virtual column, purging begins anew for ever in a server that is only
  // asked for its position, and each time takes memory (decision 0206).
  const only = ['--wsrep-recover', '--skip-networking', '--innodb-force-recovery=2'];
  const { file, args } = nodeCommand(node, only);
  const bounds = { timeout: 120_000, killSignal: 'SIGKILL', maxBuffer: 16 * 1024 * 1024 } as const;
  const said = await promisify(execFile)(file, args, bounds).then(
    ({ stdout, stderr }) => stdout + stderr,
    () => '',
  );
  const found = /Recovered position: ([0-9a-f-]{36}):(-?\d+)/.exec(said);
  const position = { uuid: found?.[1] ?? nothing, seqno: Number(found?.[2] ?? -1) };
  return position.uuid === nothing || position.seqno < 0 ? null : position;
}

/** Says in a node's own file that the cluster may begin with it, or may not. */
export function markSafe(node: Node, safe: boolean): void {
  const text = readFileSync(stateFile(node), 'utf8');
  writeFileSync(stateFile(node), text.replace(/(safe_to_bootstrap:) \d/, `$1 ${safe ? 1 : 0}`));
}

/** Makes a node forget whom it last saw: the cluster begins anew. */
export function forgetView(node: Node): void {
  rmSync(join(dataOf(node), 'gvwstate.dat'), { force: true });
}

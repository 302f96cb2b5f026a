import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The process id of a service of the stack under test. @throws Error for one that does not run. */
export function pidOf(name: string): number {
  const list = readFileSync(join(process.env.DATA_DIR ?? '', 'run/processes.json'), 'utf8');
  const found = (JSON.parse(list) as { name: string; pid: number }[]).find((one) => one.name === name);
  if (!found) throw new Error(`${name} is not running`);
  return found.pid;
}

import { readFile } from 'node:fs/promises';

/** The text of a runbook that a rule names, such as `docs/runbooks/redis.md`; null for what is none. */
export async function readRunbook(path: string): Promise<string | null> {
  if (!/^docs\/runbooks\/[\w-]+\.md$/.test(path)) return null;
  return readFile(path, 'utf8').catch(() => null);
}

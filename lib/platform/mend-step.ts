import { type Tx, withTransaction } from './database.ts';
import { logger } from './log.ts';

/** Rows of one transaction: whoever changes one of them waits for it. */
const batch = 100;

/** Where a walk is: the id to go on after (empty to begin), and how many rows to look at, 1,000 unless said otherwise. */
export type MendPosition = { after: string; most?: number };

/**
 * One step of a walk that puts right what a process of the release before has left wrong: looks at the next rows by id and
 * writes those that are.
 * @param kept what is put right, for the log.
 * @returns the id to go on after, empty after the last row; and how many were wrong.
 */
export async function mendStep(
  kept: string,
  { after, most = 1_000 }: MendPosition,
  check: (after: string, most: number) => Promise<readonly { id: string; wrong: boolean }[]>,
  write: (tx: Tx, ids: string[]) => Promise<unknown>,
): Promise<{ next: string; mended: number }> {
  const looked = await check(after, most);
  const wrong = looked.filter((row) => row.wrong).map(({ id }) => id);
  for (let index = 0; index < wrong.length; index += batch)
    await withTransaction((tx) => write(tx, wrong.slice(index, index + batch)));
  if (wrong.length > 0) logger(kept).info({ mended: wrong.length }, 'rows put right');
  return { next: looked.length < most ? '' : (looked.at(-1)?.id ?? ''), mended: wrong.length };
}

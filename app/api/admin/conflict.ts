import { problem } from '#lib/platform/index.ts';

type Kept = { version: number; updatedBy: string; updatedAt: Date | null };

/** 409: somebody saved first; says who and when, and carries what is stored now as `current`. */
export function conflict(what: string, current: Kept): Response {
  const { updatedBy, updatedAt } = current;
  const who = updatedBy.replace(/^staff:/, '') || 'A colleague';
  const when = updatedAt ? ` at ${updatedAt.toISOString().slice(11, 19)} UTC` : '';
  return problem(
    409,
    'version_conflict',
    `The ${what} was changed in the meantime`,
    `${who} saved it${when}. Load the page again to see how it is now; what you typed is still here.`,
    { current },
  );
}

import { uuidv7 } from './ids.ts';

/** Who acts, and where time and ids come from: the first argument of every verb. */
export type Ctx = { actor: string; now: () => Date; newId: () => string };

/** A context with the real clock. @param actor who acts: `customer`, `worker:email`, `staff:ada@…` */
export function systemContext(actor: string): Ctx {
  return { actor, now: () => new Date(), newId: () => uuidv7() };
}

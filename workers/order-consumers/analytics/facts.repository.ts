import { isDeepStrictEqual } from 'node:util';
import { db, insertRows, type Tx } from '#lib/platform/index.ts';
import type { Fact } from './fact.ts';

/** @throws when the event was recorded before. */
export async function insertFact(tx: Tx, fact: Fact): Promise<void> {
  await insertRows(tx, 'analytics_facts', [fact]);
}

/** Makes the stored fact equal to this one; answers whether it was different. */
export async function repairFact(fact: Fact): Promise<boolean> {
  const { eventId, ...data } = fact;
  const found = await db().analyticsFact.findUnique({ where: { eventId } });
  if (isDeepStrictEqual(found, fact)) return false;
  await db().analyticsFact.upsert({ where: { eventId }, create: fact, update: data });
  return true;
}

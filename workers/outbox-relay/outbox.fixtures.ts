import { closeDb, closeQueues, db, queue, uuidv7 } from '#lib/platform/index.ts';

/** A topic that nobody else writes to; `forgetTopics` takes its rows and jobs away. */
export const ownTopic = (name: string): string => `${name}-${uuidv7().slice(-12)}`;

/** Writes so many messages of a topic, as if so long ago. @returns their event ids. */
export async function writeMessages(topic: string, count: number, ageMs: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => uuidv7());
  const createdAt = new Date(Date.now() - ageMs);
  await db().outboxMessage.createMany({
    data: ids.map((eventId) => ({ eventId, topic, payload: { type: 'Test' }, createdAt })),
  });
  return ids;
}

export const unsent = (topic: string): Promise<number> =>
  db().outboxMessage.count({ where: { topic, sentAt: null } });

/** Ends a test file: nothing of these topics is left, in MariaDB or the queue. */
export async function forgetTopics(topics: string[]): Promise<void> {
  await db().outboxMessage.deleteMany({ where: { topic: { in: topics } } });
  for (const topic of topics) await queue(topic).obliterate({ force: true });
  await Promise.all([closeQueues(), closeDb()]);
}

import { db, isUniqueViolation, json, type Tx } from '#lib/platform/index.ts';
import type { MailLocale } from './letter.ts';

export type QueuedMail = {
  id: string;
  template: string;
  locale: string;
  toAddress: string;
  toName: string;
  props: unknown;
  sentAt: Date | null;
};

type NewMail = Omit<QueuedMail, 'locale' | 'sentAt'> & {
  key: string;
  locale: MailLocale;
  createdAt: Date;
  dueAt: Date;
};

/** Inserts a mail; answers false when its key is taken. The key is looked up first, so a double costs no error. */
export async function insertMail(tx: Tx, { props, ...mail }: NewMail): Promise<boolean> {
  if ((await tx.mail.count({ where: { key: mail.key } })) > 0) return false;
  try {
    await tx.mail.create({ data: { ...mail, props: json(props) } });
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/** Mails that are due and not handed to the queue yet, oldest first. */
export async function dueMails(now: Date, limit: number): Promise<{ id: string; template: string }[]> {
  return db().mail.findMany({
    where: { handedAt: null, dueAt: { lte: now } },
    orderBy: { dueAt: 'asc' },
    take: limit,
    select: { id: true, template: true },
  });
}

/** Writes the message that makes a worker send the mail; only one of several callers does. */
export async function handOver(tx: Tx, mail: { id: string; template: string }, now: Date): Promise<void> {
  const { count } = await tx.mail.updateMany({
    where: { id: mail.id, handedAt: null },
    data: { handedAt: now },
  });
  if (count === 0) return;
  await tx.outboxMessage.create({
    data: { eventId: mail.id, topic: 'mail', payload: { type: mail.template }, createdAt: now },
  });
}

/** What became of the mails with these keys; those that were never queued are left out. */
export async function mailsByKey(
  keys: readonly string[],
): Promise<{ key: string; template: string; dueAt: Date; sentAt: Date | null }[]> {
  return db().mail.findMany({
    where: { key: { in: [...keys] } },
    select: { key: true, template: true, dueAt: true, sentAt: true },
  });
}

/** A mail with its state; null after it was forgotten. */
export async function findMail(id: string): Promise<QueuedMail | null> {
  return db().mail.findUnique({ where: { id } });
}

/** Notes that a mail is out and forgets its facts: they may hold a link that signs somebody in. */
export async function markSent(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.mail.updateMany({ where: { id }, data: { sentAt: now, props: {} } });
}

/** Takes back a mail that was not handed to the queue yet; answers whether there was one. */
export async function deleteUnhanded(tx: Tx, key: string): Promise<boolean> {
  const { count } = await tx.mail.deleteMany({ where: { key, handedAt: null } });
  return count > 0;
}

/** Deletes up to `limit` mails that were sent before `before`. */
export async function deleteSent(before: Date, limit: number): Promise<number> {
  return db().$executeRaw`DELETE FROM mails WHERE sent_at < ${before} LIMIT ${limit}`;
}

export type FailedMail = {
  id: string;
  template: string;
  toAddress: string;
  attempts: number;
  lastError: string | null;
  failedAt: Date;
};

/** Mails that were given up, the latest first. */
export async function failedMails(limit: number): Promise<FailedMail[]> {
  return db().$queryRaw<FailedMail[]>`
    SELECT m.id, m.template, m.to_address AS toAddress, i.attempts, i.last_error AS lastError,
           i.updated_at AS failedAt
    FROM consumer_inbox i JOIN mails m ON m.id = i.event_id
    WHERE i.consumer = 'mail' AND i.status = 'failed'
    ORDER BY i.updated_at DESC LIMIT ${limit}`;
}

/** Makes a failed mail one to be tried again, with a message of its own; answers whether it was one. */
export async function unpark(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.consumerInbox.updateMany({
    where: { consumer: 'mail', eventId: id, status: 'failed' },
    data: { status: 'retrying', attempts: 0, updatedAt: now },
  });
  if (count === 0) return false;
  const again = { sentAt: null, claimedBy: null, claimedAt: null };
  await tx.outboxMessage.updateMany({ where: { eventId: id, topic: 'mail' }, data: again });
  return true;
}

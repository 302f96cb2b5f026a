import { afterAll, beforeAll, expect, test } from 'vitest';
import { handOverDueMails, listFailedMails, queueMail, retryMail, withdrawMail } from '#lib/mail/index.ts';
import { type Ctx, closeDb, closeQueues, db, systemContext, withTransaction } from '#lib/platform/index.ts';
import { thirdParties } from '#workers/order-consumers/consumers.fixtures.ts';
import { sendQueued } from './mail.ts';

const ctx = systemContext('test');
const policy = { maxAttempts: 3, firstMs: 20, longestMs: 50 };
let parties: Awaited<ReturnType<typeof thirdParties>>;

beforeAll(async () => {
  parties = await thirdParties();
});
afterAll(async () => {
  await db().outboxMessage.deleteMany({ where: { topic: 'mail' } });
  await closeQueues();
  await parties.close();
  await closeDb();
});

const input = (key: string, dueAt?: Date) => ({
  template: 'sign_in_link' as const,
  props: { url: `http://shop.test/sign-in/${key}`, validMinutes: 15 },
  locale: 'de' as const,
  to: { address: `${key}@example.com`, name: 'Ada' },
  key,
  ...(dueAt ? { dueAt } : {}),
});
const enqueue = (key: string, by: Ctx = ctx, dueAt?: Date) =>
  withTransaction((tx) => queueMail(tx, by, input(key, dueAt)));

async function messageOf(key: string) {
  const mail = await db().mail.findUniqueOrThrow({ where: { key } });
  const row = await db().outboxMessage.findFirst({ where: { eventId: mail.id, topic: 'mail' } });
  return { mail, message: row && { outboxId: String(row.id), eventId: mail.id } };
}

test('a mail commits with the change it tells of, is sent once whatever comes twice, and forgets its link', async () => {
  const key = ctx.newId();
  const undone = withTransaction(async (tx) => {
    await queueMail(tx, ctx, input(key));
    throw new Error('changed my mind');
  });
  await expect(undone).rejects.toThrow('changed my mind');
  expect(await db().mail.count({ where: { key } })).toBe(0);

  expect(await enqueue(key)).toBe(true);
  expect(await enqueue(key)).toBe(false);
  const { message, mail } = await messageOf(key);
  const both = await Promise.allSettled([sendQueued(message, ctx, policy), sendQueued(message, ctx, policy)]);
  expect(both.map(({ status }) => status)).toContain('fulfilled');
  await sendQueued(message, ctx, policy);
  const [sent, ...more] = await parties.mail.messages(mail.toAddress);
  expect(more).toEqual([]);
  expect(sent).toMatchObject({ deliveries: 1, messageId: `<${mail.id}.sign_in_link@shop.test>` });
  expect(sent?.html).toContain(`http://shop.test/sign-in/${key}`);
  const after = await messageOf(key);
  expect(after.message).toBeNull();
  expect(after.mail).toMatchObject({ props: {}, sentAt: expect.any(Date) });
});

test('a server that is away is tried again; one that refuses leaves the mail to staff, who may try again', async () => {
  const key = ctx.newId();
  await enqueue(key);
  const { message, mail } = await messageOf(key);
  await parties.mail.misbehave('busy');
  await expect(sendQueued(message, ctx, policy)).rejects.toThrow(/SMTP/);
  await parties.mail.misbehave('reject');
  await sendQueued(message, ctx, policy);
  const failed = (await listFailedMails()).find(({ id }) => id === mail.id);
  expect(failed).toMatchObject({ template: 'sign_in_link', toAddress: mail.toAddress });
  await sendQueued(message, ctx, policy);
  expect(await parties.mail.messages(mail.toAddress)).toEqual([]);

  expect(await retryMail(ctx, mail.id)).toBe(true);
  expect(await retryMail(ctx, mail.id)).toBe(false);
  await sendQueued(message, ctx, policy);
  expect(await parties.mail.messages(mail.toAddress)).toMatchObject([{ deliveries: 1 }]);
});

test('a worker that died between the claim and the mail is replaced when its claim ends', async () => {
  const key = ctx.newId();
  await enqueue(key);
  const { message, mail } = await messageOf(key);
  const claimed = { consumer: 'mail', eventId: mail.id, status: 'processing', attempts: 1 };
  await db().consumerInbox.create({ data: { ...claimed, updatedAt: ctx.now() } });
  await expect(sendQueued(message, ctx, policy)).rejects.toThrow(/Another worker/);
  const later = { ...ctx, now: () => new Date(Date.now() + 60_000) };
  await sendQueued(message, later, policy);
  expect(await parties.mail.messages(mail.toAddress)).toHaveLength(1);
});

test('a mail for later waits for its day, and can be taken back until then', async () => {
  const [kept, dropped] = [ctx.newId(), ctx.newId()];
  const dueAt = new Date(Date.now() + 7 * 86_400_000);
  for (const key of [kept, dropped]) await enqueue(key, ctx, dueAt);
  await handOverDueMails(ctx);
  expect((await messageOf(kept)).message).toBeNull();
  expect(await withTransaction((tx) => withdrawMail(tx, dropped))).toBe(true);

  const then = { ...ctx, now: () => new Date(dueAt.getTime() + 1_000) };
  await handOverDueMails(then);
  await handOverDueMails(then);
  const { message, mail } = await messageOf(kept);
  expect(await db().outboxMessage.count({ where: { eventId: mail.id } })).toBe(1);
  await sendQueued(message, then, policy);
  expect(await parties.mail.messages(mail.toAddress)).toHaveLength(1);
  expect(await withTransaction((tx) => withdrawMail(tx, kept))).toBe(false);
  expect(await db().mail.count({ where: { key: dropped } })).toBe(0);
});

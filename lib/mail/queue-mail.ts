import { type Ctx, type Tx, withTransaction } from '#lib/platform/index.ts';
import type { MailLocale } from './letter.ts';
import { deleteSent, deleteUnhanded, dueMails, handOver, insertMail } from './mail.repository.ts';
import { type MailProps, type MailTemplate, templates } from './templates.ts';

export type QueueMailInput<T extends MailTemplate> = {
  template: T;
  props: MailProps<T>;
  locale: MailLocale;
  to: { address: string; name?: string };
  /** What it is about, at most 190 characters: a second mail with the same key is not written. */
  key: string;
  /** Not before this instant; at once by default. */
  dueAt?: Date;
};

/**
 * Writes a mail down in the caller's transaction: it is sent if that commits, and only then. Answers false when
 * one with this key was queued before. @throws ZodError when the facts are not the template's.
 */
export async function queueMail<T extends MailTemplate>(
  tx: Tx,
  ctx: Ctx,
  input: QueueMailInput<T>,
): Promise<boolean> {
  const now = ctx.now();
  const dueAt = input.dueAt ?? now;
  const mail = {
    id: ctx.newId(),
    key: input.key,
    template: input.template,
    locale: input.locale,
    toAddress: input.to.address,
    toName: input.to.name ?? '',
    props: templates[input.template].props.parse(input.props),
    createdAt: now,
    dueAt,
  };
  if (!(await insertMail(tx, mail))) return false;
  if (dueAt <= now) await handOver(tx, mail, now);
  return true;
}

/** Takes back a mail that is not due yet. Answers whether there was one. */
export async function withdrawMail(tx: Tx, key: string): Promise<boolean> {
  return deleteUnhanded(tx, key);
}

/** Hands mails that have become due to the queue. Answers how many. */
export async function handOverDueMails(ctx: Ctx, limit = 200): Promise<number> {
  const due = await dueMails(ctx.now(), limit);
  for (const mail of due) await withTransaction((tx) => handOver(tx, mail, ctx.now()));
  return due.length;
}

const keptDays = 90;

/** Forgets mails sent more than 90 days ago, in bites. Answers how many. */
export async function forgetOldMails(ctx: Ctx, limit = 1_000): Promise<number> {
  return deleteSent(new Date(ctx.now().getTime() - keptDays * 86_400_000), limit);
}

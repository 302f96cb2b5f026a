import { type Ctx, withTransaction } from '#lib/platform/index.ts';
import { type FailedMail, failedMails, unpark } from './mail.repository.ts';

export type { FailedMail };

/** Queued mails that wait for staff: refused by the mail server, or tried too often. Newest first, at most 200. */
export async function listFailedMails(): Promise<FailedMail[]> {
  return failedMails(200);
}

/** Has a failed mail sent again. Answers false when it is not one. */
export async function retryMail(ctx: Ctx, id: string): Promise<boolean> {
  return withTransaction((tx) => unpark(tx, id, ctx.now()));
}

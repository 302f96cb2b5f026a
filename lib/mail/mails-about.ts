import { mailsByKey } from './mail.repository.ts';

export type QueuedAbout = { key: string; template: string; dueAt: Date; sentAt: Date | null };

/** Queued mails with these keys: due, or sent and not forgotten yet. */
export function mailsAbout(keys: readonly string[]): Promise<QueuedAbout[]> {
  return mailsByKey(keys);
}

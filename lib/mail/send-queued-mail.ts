import type { Ctx, Tx } from '#lib/platform/index.ts';
import { MailRefused } from './errors.ts';
import { findMail, markSent } from './mail.repository.ts';
import { mailLocale, renderMail } from './render-mail.ts';
import { messageIdOf, sendMail } from './send-mail.ts';
import { mailSender } from './sender.ts';
import { isMailTemplate, type MailProps } from './templates.ts';

/**
 * Sends a queued mail: at least once, always with the same Message-ID; the caller holds the claim. A mail that is
 * gone or out already counts as sent. @throws MailRefused when no later try can help; Error when one may.
 */
export async function sendQueuedMail(id: string): Promise<void> {
  const mail = await findMail(id);
  if (!mail || mail.sentAt) return;
  if (!isMailTemplate(mail.template)) throw new Error(`No template ${mail.template} in this release yet`);
  const props = mail.props as MailProps<typeof mail.template>;
  const sender = await mailSender();
  const written = await renderMail(mail.template, props, mailLocale(mail.locale), sender).catch(
    (error: unknown) => {
      throw new MailRefused(`The facts are not those of ${mail.template}`, { cause: error });
    },
  );
  await sendMail(written, {
    to: { name: mail.toName, address: mail.toAddress },
    messageId: messageIdOf(mail.id, mail.template),
  });
}

/** Notes in the caller's transaction that a mail is out, and forgets its facts. */
export async function recordMailSent(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  await markSent(tx, id, ctx.now());
}

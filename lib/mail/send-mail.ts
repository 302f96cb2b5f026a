import { createTransport } from 'nodemailer';
import { env, inSpan, timedCall } from '#lib/platform/index.ts';
import { MailRefused } from './errors.ts';
import type { Mail } from './render-mail.ts';

/**
 * The Message-ID of what a mail is about: the same for every try, so that a receiver can tell a repetition.
 * @param about an id of an event or mail; @param template the template's name
 */
export function messageIdOf(about: string, template: string): string {
  return `<${about}.${template}@${new URL(env.SHOP_URL).hostname}>`;
}

/**
 * Hands a mail to the mail server, within about 8 s.
 * @throws MailRefused when the server will never take it (5xx); Error when a later try may do.
 */
export async function sendMail(
  mail: Mail,
  envelope: { to: { name: string; address: string }; messageId: string },
): Promise<void> {
  const transport = createTransport({
    url: env.SMTP_URL,
    connectionTimeout: 2_000,
    greetingTimeout: 2_000,
    socketTimeout: 4_000,
  });
  try {
    const message = {
      ...mail,
      ...envelope,
      from: env.MAIL_FROM,
      headers: { 'auto-submitted': 'auto-generated' },
    };
    await inSpan('SMTP send', { role: 'client', attributes: { 'peer.service': 'smtp' } }, () =>
      timedCall('smtp', () => transport.sendMail(message)),
    );
  } catch (error) {
    const code = (error as { responseCode?: number }).responseCode ?? 0;
    const message = `SMTP: ${error instanceof Error ? error.message : String(error)}`;
    throw code >= 500 && code < 600 ? new MailRefused(message) : new Error(message);
  } finally {
    transport.close();
  }
}

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

const patienceMs = 8_000;
/** As many as a worker sends at once, of orders and of its own. */
const mostConnections = 8;
/** Servers greet late on purpose, to tell robots; in a row of mails only the first waits for it. */
const keptOpenMs = 5_000;

type Transport = ReturnType<typeof connect>;
let open: { url: string; transport: Transport } | undefined;

const connect = (url: string) =>
  createTransport({
    url,
    pool: true,
    ...{ maxConnections: mostConnections, idleTimeout: keptOpenMs, maxRequeues: 1 },
    ...{ connectionTimeout: 2_000, greetingTimeout: 2_000, socketTimeout: 4_000 },
  });

function transportTo(url: string): Transport {
  if (open?.url !== url) {
    closeMailConnections();
    open = { url, transport: connect(url) };
  }
  return open.transport;
}

/** Closes the connections to the mail server that are kept open between mails. */
export function closeMailConnections(): void {
  open?.transport.close();
  open = undefined;
}

/**
 * Hands a mail to the mail server, within 8 s, over a connection that stays open for five more. One that the server has closed
 * meanwhile is told from a mail that went wrong: not a byte of it was sent, so it goes over another one.
 * @throws MailRefused when the server will never take it (5xx); Error when a later try may do.
 */
export async function sendMail(
  mail: Mail,
  envelope: { to: { name: string; address: string }; messageId: string },
): Promise<void> {
  try {
    const message = {
      ...mail,
      ...envelope,
      from: env.MAIL_FROM,
      headers: { 'auto-submitted': 'auto-generated' },
      signal: AbortSignal.timeout(patienceMs),
    };
    await inSpan('SMTP send', { role: 'client', attributes: { 'peer.service': 'smtp' } }, () =>
      timedCall('smtp', () => transportTo(env.SMTP_URL).sendMail(message)),
    );
  } catch (error) {
    const code = (error as { responseCode?: number }).responseCode ?? 0;
    const message = `SMTP: ${error instanceof Error ? error.message : String(error)}`;
    throw code >= 500 && code < 600 ? new MailRefused(message) : new Error(message);
  }
}

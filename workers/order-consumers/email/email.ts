import { createTransport } from 'nodemailer';
import { applyOrderCommand, type LoadedOrder, type OrderEvent, wasMailed } from '#lib/orders/index.ts';
import { env } from '#lib/platform/index.ts';
import { PermanentError } from '../errors.ts';
import { type Consumer, type EffectRun, outside } from '../pipeline.ts';
import {
  cancellationMail,
  confirmationMail,
  type Mail,
  type MailInput,
  refundMail,
  shippedMail,
} from './templates.ts';

type Sent = { template: string; messageId: string; about?: string | undefined };

async function send(mail: Mail, { order, event }: EffectRun): Promise<Sent> {
  // The same event always makes the same Message-ID, so a receiver can tell a repetition.
  const messageId = `<${event.eventId}.${mail.template}@${new URL(env.SHOP_URL).hostname}>`;
  const transport = createTransport({
    url: env.SMTP_URL,
    connectionTimeout: 2_000,
    greetingTimeout: 2_000,
    socketTimeout: 4_000,
  });
  try {
    await transport.sendMail({
      from: env.MAIL_FROM,
      to: { name: order.state.name, address: order.state.email },
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
      messageId,
      headers: { 'auto-submitted': 'auto-generated' },
    });
  } catch (error) {
    const code = (error as { responseCode?: number }).responseCode ?? 0;
    const message = `SMTP: ${error instanceof Error ? error.message : String(error)}`;
    throw code >= 500 && code < 600 ? new PermanentError(message) : new Error(message);
  } finally {
    transport.close();
  }
  return { template: mail.template, messageId, about: mail.about };
}

function inputOf(order: LoadedOrder): MailInput {
  return {
    shopName: env.SHOP_NAME,
    shopUrl: env.SHOP_URL,
    number: order.number,
    statusUrl: new URL(`/orders/${order.accessToken}`, env.SHOP_URL).href,
    order: order.state,
  };
}

function mails(write: (order: LoadedOrder, event: OrderEvent | undefined) => Mail | undefined) {
  return outside<Sent | undefined>({
    act: async (run) => {
      const mail = write(run.order, run.event.known);
      // Recorded already: an earlier try sent it and wrote so, only its inbox row is missing.
      if (!mail || wasMailed(run.order.state, mail)) return undefined;
      return send(mail, run);
    },
    record: async (tx, { ctx, order }, sent) => {
      if (!sent) return;
      await applyOrderCommand(tx, ctx, { orderId: order.state.id, command: { do: 'record_mail', ...sent } });
    },
  });
}

/**
 * Writes to the customer. The claim in the inbox comes before sending, so only a crash between the mail
 * server's "250" and our commit can send a mail twice, and then with the same Message-ID.
 */
export const email: Consumer = {
  name: 'email',
  on: {
    StockCommitted: mails((order) =>
      order.state.status === 'cancelled' ? undefined : confirmationMail(inputOf(order)),
    ),
    OrderCancelled: mails((order) => cancellationMail(inputOf(order))),
    OrderShipped: mails((order) => shippedMail(inputOf(order))),
    // The mail of a cancellation has said already how much comes back.
    RefundCompleted: mails((order, event) =>
      event?.type === 'RefundCompleted' && order.state.status !== 'cancelled'
        ? refundMail({ ...inputOf(order), ...event.data })
        : undefined,
    ),
  },
};

import { getVariantsBySku } from '#lib/catalogue/index.ts';
import {
  type MailProps,
  MailRefused,
  type MailTemplate,
  mailLocale,
  mailSender,
  messageIdOf,
  queueMail,
  renderMail,
  sendMail,
  withdrawMail,
} from '#lib/mail/index.ts';
import { marketOf, pathIn } from '#lib/markets/index.ts';
import { applyOrderCommand, type LoadedOrder, wasMailed } from '#lib/orders/index.ts';
import { env } from '#lib/platform/index.ts';
import { PermanentError } from '../errors.ts';
import { type Consumer, type EffectRun, inDatabase, outside } from '../pipeline.ts';
import { orderPropsOf } from './order-props.ts';

/** How long after delivery the customer is asked for a review. */
const reviewAfterDays = 7;

/** `about`: what a mail that an order may get several times is about. */
type Asked = { [T in MailTemplate]: { template: T; props: MailProps<T>; about?: string } }[MailTemplate];
type Sent = { template: string; messageId: string; about?: string | undefined };

/** The language of the market it was placed in. */
const localeOf = ({ state }: LoadedOrder) => mailLocale(marketOf(state.market).locale);

async function send(asked: Asked, { order, event }: EffectRun): Promise<Sent> {
  const { state } = order;
  const messageId = messageIdOf(event.eventId, asked.template);
  try {
    const mail = await renderMail(asked.template, asked.props, localeOf(order), await mailSender());
    await sendMail(mail, { to: { name: state.name, address: state.email }, messageId });
  } catch (error) {
    throw error instanceof MailRefused ? new PermanentError(error.message) : error;
  }
  return { template: asked.template, messageId, about: asked.about };
}

function mails(write: (run: EffectRun) => Asked | undefined) {
  return outside<Sent | undefined>({
    act: async (run) => {
      const asked = write(run);
      // Recorded already: an earlier try sent it and wrote so, only its inbox row is missing.
      if (!asked || wasMailed(run.order.state, asked)) return undefined;
      return send(asked, run);
    },
    record: async (tx, { ctx, order }, sent) => {
      if (!sent) return;
      await applyOrderCommand(tx, ctx, { orderId: order.state.id, command: { do: 'record_mail', ...sent } });
    },
  });
}

const reviewKey = (orderId: string) => `review_request:${orderId}`;

const askForReview = inDatabase(async (tx, { ctx, event, order }) => {
  const { state } = order;
  const variants = await getVariantsBySku(state.lines.map(({ sku }) => sku));
  // The token proves who bought it; in the fragment it reaches no log.
  const formOf = (handle: string) =>
    new URL(pathIn(marketOf(state.market), `/p/${handle}#review=${order.accessToken}`), env.SHOP_URL).href;
  const products = new Map(
    [...variants.values()].map(({ handle, productTitle }) => [
      handle,
      { title: productTitle, url: formOf(handle) },
    ]),
  );
  if (products.size === 0) return;
  await queueMail(tx, ctx, {
    template: 'review_request',
    key: reviewKey(state.id),
    locale: localeOf(order),
    to: { address: state.email, name: state.name },
    props: {
      name: state.shippingAddress.name,
      number: order.number,
      products: [...products.values()].slice(0, 20),
    },
    dueAt: new Date(event.recordedAt.getTime() + reviewAfterDays * 86_400_000),
  });
});

/**
 * Writes to the customer. The claim in the inbox comes before sending, so only a crash between the mail
 * server's "250" and our commit can send a mail twice, and then with the same Message-ID.
 */
export const email: Consumer = {
  name: 'email',
  on: {
    StockCommitted: mails(({ order }) =>
      order.state.status === 'cancelled'
        ? undefined
        : { template: 'confirmation', props: orderPropsOf(order) },
    ),
    // All that was taken goes back, also when a refund of it fails and another is asked for.
    OrderCancelled: mails(({ order }) => ({
      template: order.state.cancelReason === 'out_of_stock' ? 'out_of_stock' : 'cancelled',
      props: { order: orderPropsOf(order), refundedMinor: order.state.capturedMinor },
    })),
    OrderShipped: mails(({ order, event }) => {
      if (event.known?.type !== 'OrderShipped') return undefined;
      const { carrier, tracking_number: trackingNumber } = event.known.data;
      return { template: 'shipped', props: { order: orderPropsOf(order), carrier, trackingNumber } };
    }),
    // The mail of a cancellation has said already that the money comes back.
    RefundCompleted: mails(({ order, event }) => {
      if (event.known?.type !== 'RefundCompleted' || order.state.status === 'cancelled') return undefined;
      const { refundId, amountMinor: refundedMinor } = event.known.data;
      if (order.state.refunds.some(({ id, failed }) => id === refundId && failed)) return undefined;
      const props = { order: orderPropsOf(order), refundedMinor };
      return { template: 'refunded', props, about: refundId };
    }),
    OrderDelivered: askForReview,
    // Who sends it back is not asked how it is.
    ReturnRequested: inDatabase(async (tx, { order }) => {
      await withdrawMail(tx, reviewKey(order.state.id));
    }),
  },
};

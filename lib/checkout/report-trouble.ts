import { applyOrderCommand } from '#lib/orders/index.ts';
import { type Ctx, logger, withTransaction } from '#lib/platform/index.ts';
import type { Checkout } from './checkout.repository.ts';
import { noteTrouble } from './payment-overview.repository.ts';
import { markWebhookProcessed, type StoredWebhook } from './webhook.repository.ts';

const log = logger('checkout');

/** Events that only staff can deal with: money we believe to be taken or returned is not. */
const troubles: Readonly<Record<string, string>> = {
  CAPTURE_FAILED: 'the capture failed, so this order is not paid',
  REFUND_FAILED: 'a refund failed, and the customer does not have the money',
  REFUNDED_REVERSED: 'a refund came back, and the customer does not have the money',
  CANCEL_OR_REFUND_FAILED: 'a second payment could not be given back',
  CHARGEBACK: 'the customer disputes the payment',
  'refund.failed': 'a refund failed, and the customer does not have the money',
  'charge.dispute.created': 'the customer disputes the payment',
};

export const isTrouble = ({ type }: StoredWebhook) => Object.hasOwn(troubles, type);

/**
 * Shows staff what a gateway reports of money that went astray: a note on the order, a line on the payments page and
 * an error in the log. Note and the event's mark are one transaction, so that it is noted once.
 */
export async function reportTrouble(
  ctx: Ctx,
  event: StoredWebhook,
  checkout: Checkout | null,
): Promise<void> {
  const { gateway, type, reference } = event;
  log.error({ gateway, event: type, reference, checkout: checkout?.id }, 'a gateway reports lost money');
  const attempt = checkout?.attempts.find(
    (one) =>
      one.gateway === gateway && (one.idempotencyKey === event.attemptKey || one.gatewayRef === reference),
  );
  await withTransaction(async (tx) => {
    if (attempt) await noteTrouble(tx, ctx, attempt.id, type);
    if (checkout?.status === 'placed') {
      const text = `${gateway} reports: ${troubles[type]} (${type}, payment ${reference}).`;
      const noted = await applyOrderCommand(tx, ctx, {
        orderId: checkout.orderId,
        command: { do: 'add_note', text },
      });
      if (!noted.ok) throw new Error(`No note on order ${checkout.orderId}: ${noted.error.message}`);
    }
    await markWebhookProcessed(ctx, event, tx);
  });
}

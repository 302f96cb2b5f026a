import { applyOrderCommand, failRefund, type OrderCommand } from '#lib/orders/index.ts';
import { type FailedRefund, gateways } from '#lib/payments/index.ts';
import { type Ctx, logger, type Tx, withTransaction } from '#lib/platform/index.ts';
import { type Attempt, type Checkout, withdrawAgain } from './checkout.repository.ts';
import { noteTrouble } from './payment-overview.repository.ts';
import { mostFailedWithdrawals } from './states.ts';
import { markWebhookProcessed, type StoredWebhook } from './webhook.repository.ts';

const log = logger('checkout');

/** Events of money that we believe to be taken or returned and that is not. */
export const troubles: Readonly<Record<string, string>> = {
  CAPTURE_FAILED: 'the capture failed, so this order is not paid',
  REFUND_FAILED: 'a refund failed, and the customer does not have the money',
  REFUNDED_REVERSED: 'a refund came back, and the customer does not have the money',
  CANCEL_OR_REFUND_FAILED: 'a second payment could not be given back',
  CHARGEBACK: 'the customer disputes the payment',
  'refund.failed': 'a refund failed, and the customer does not have the money',
  'charge.dispute.created': 'the customer disputes the payment',
};
/** A failure may be told before the answer to the refund is recorded; for so long it is asked about again. */
const answerWithinMs = 10 * 60_000;

export const isTrouble = ({ type }: StoredWebhook) => Object.hasOwn(troubles, type);

type Report = {
  event: StoredWebhook;
  checkout: Checkout | null;
  attempt: Attempt | undefined;
  refund: FailedRefund | null;
};

/**
 * Acts on what a gateway reports of money that went astray: a refund of the order is marked as failed, a payment that was
 * to be given back is withdrawn again, an order whose capture failed is held. The rest, and what could not be dealt with,
 * is a note on the order; all of it a line on the payments page and an error in the log. It and the event's mark are one
 * transaction, so that it happens once.
 * @throws when it has to be looked at again later.
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
  const refund =
    gateways()
      .find(({ name }) => name === gateway)
      ?.failedRefund(event) ?? null;
  await withTransaction(async (tx) => {
    const dealtWith = await act(tx, ctx, { event, checkout, attempt, refund });
    if (attempt) await noteTrouble(tx, ctx, attempt.id, type);
    if (checkout?.status === 'placed' && !dealtWith) {
      const text = `${gateway} reports: ${troubles[type]} (${type}, payment ${reference}).`;
      await command(tx, ctx, checkout, { do: 'add_note', text });
    }
    await markWebhookProcessed(ctx, event, tx);
  });
}

/** @returns whether staff need no word about it. */
async function act(tx: Tx, ctx: Ctx, { event, checkout, attempt, refund }: Report): Promise<boolean> {
  const leftBehind = attempt?.status === 'unwound' || attempt?.status === 'abandoned';
  if (leftBehind && (refund || event.type === 'CANCEL_OR_REFUND_FAILED')) {
    return withdrawAgain(tx, ctx, attempt, mostFailedWithdrawals);
  }
  if (checkout?.status !== 'placed') return false;
  if (refund) return failRefundOf(tx, ctx, checkout, event, refund);
  if (event.type === 'CAPTURE_FAILED' && attempt?.status === 'captured') {
    await command(tx, ctx, checkout, { do: 'fail_payment', gateway: event.gateway, code: 'capture_failed' });
  }
  return false;
}

async function failRefundOf(
  tx: Tx,
  ctx: Ctx,
  { orderId }: Checkout,
  event: StoredWebhook,
  { idempotencyKey: refundId, reference, amountMinor, reason }: FailedRefund,
): Promise<boolean> {
  const told = { refundId, reference, amountMinor };
  const failed = await failRefund(tx, ctx, { orderId, told, reason: `${event.gateway}: ${reason}` });
  if (failed === 'waits' && ctx.now().getTime() - event.receivedAt.getTime() < answerWithinMs) {
    throw new Error(`A refund of order ${orderId} failed whose answer is not recorded yet`);
  }
  return failed === 'recorded';
}

async function command(tx: Tx, ctx: Ctx, { orderId }: Checkout, what: OrderCommand): Promise<void> {
  const done = await applyOrderCommand(tx, ctx, { orderId, command: what });
  if (!done.ok) throw new Error(`Order ${orderId}, ${what.do}: ${done.error.message}`);
}

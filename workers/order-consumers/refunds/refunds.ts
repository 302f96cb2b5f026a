import { applyOrderCommand } from '#lib/orders/index.ts';
import { gateway } from '#lib/payments/index.ts';
import { PermanentError } from '../errors.ts';
import { type Consumer, type EffectRun, outside } from '../pipeline.ts';

/**
 * Gives money back, at most once per `idempotencyKey`, and answers the gateway's reference.
 * `amountMinor` is in minor units of `currency`. @throws PermanentError if it will never work.
 */
export type RefundPayment = (
  ctx: EffectRun['ctx'],
  input: {
    gateway: string;
    reference: string;
    amountMinor: number;
    currency: string;
    idempotencyKey: string;
    reason: string;
    askedAt: Date;
  },
) => Promise<{ reference: string }>;

/** Carries out the refunds that orders ask for: the refund's id is the gateway's idempotency key. */
export function refundsThrough(refundPayment: RefundPayment): Consumer {
  return {
    name: 'refunds',
    on: {
      RefundRequested: outside<{ refundId: string; gateway: string; reference: string } | undefined>({
        act: async ({ ctx, event, order }) => {
          if (event.known?.type !== 'RefundRequested') throw new PermanentError('Not a refund request');
          const { refundId, amountMinor, currency, reason } = event.known.data;
          // What failed is owed by the next refund; also when somebody presses Retry.
          if (order.state.refunds.some(({ id, failed }) => id === refundId && failed)) return undefined;
          const { payment } = order.state;
          if (!payment) throw new PermanentError('The order has no payment to refund');
          const { reference } = await refundPayment(ctx, {
            ...payment,
            amountMinor,
            currency,
            reason,
            idempotencyKey: refundId,
            askedAt: event.recordedAt,
          });
          return { refundId, gateway: payment.gateway, reference };
        },
        record: async (tx, { ctx, order }, refund) => {
          if (!refund) return;
          await applyOrderCommand(tx, ctx, {
            orderId: order.state.id,
            command: { do: 'complete_refund', ...refund },
          });
        },
      }),
    },
  };
}

/** Refunds at the gateway that took the payment; a refusal is parked for staff, the rest comes again. */
export const refunds: Consumer = refundsThrough(async (_ctx, input) => {
  const answer = await gateway(input.gateway).refund({
    reference: input.reference,
    amountMinor: input.amountMinor,
    currency: input.currency,
    idempotencyKey: input.idempotencyKey,
    reason: input.reason,
    askedAt: input.askedAt,
  });
  if (answer.ok) return { reference: answer.value.refundReference };
  const message = `${input.gateway}: ${answer.error.reason}`;
  throw answer.error.kind === 'refused' ? new PermanentError(message) : new Error(message);
});

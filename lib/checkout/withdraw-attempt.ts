import { gateway } from '#lib/payments/index.ts';
import { type Ctx, logger } from '#lib/platform/index.ts';
import { type Attempt, type Checkout, recordOutcome, touchAttempt } from './checkout.repository.ts';
import { killPoint } from './kill-points.ts';
import { abandonedWatchMs } from './states.ts';
import { toldOf } from './webhook.repository.ts';

const log = logger('checkout');

/**
 * Gives back whatever an attempt holds. Not known whether it worked: the attempt stays `abandoned` and the reconciler
 * tries again, for as long as it takes. Held nothing: again for a while, since its request may still be under way.
 */
export async function withdrawAttempt(ctx: Ctx, checkout: Checkout, attempt: Attempt): Promise<void> {
  await killPoint('withdraw');
  const withdrawal = await gateway(attempt.gateway).withdraw({
    reference: attempt.gatewayRef,
    idempotencyKey: attempt.idempotencyKey,
    createdAfter: attempt.createdAt,
    amountMinor: attempt.amountMinor,
    currency: attempt.currency,
    told: await toldOf(attempt.gateway, attempt.idempotencyKey),
    failedBefore: attempt.failedWithdrawals ?? 0,
  });
  await killPoint('withdraw:given-back');
  const { gatewayRef } = attempt;
  if (withdrawal.kind === 'given_back') {
    await recordOutcome(ctx, checkout, attempt, {
      attempt: 'unwound',
      gatewayRef: withdrawal.reference ?? gatewayRef,
      errorCode: 'given_back',
    });
  } else if (withdrawal.kind === 'unknown') {
    log.warn(
      { checkout: checkout.id, gateway: attempt.gateway, reason: withdrawal.reason },
      'a payment is to be given back; it is tried again',
    );
    await recordOutcome(ctx, checkout, attempt, { attempt: 'abandoned', gatewayRef });
  } else {
    const watched = ctx.now().getTime() - attempt.createdAt.getTime() > abandonedWatchMs;
    await touchAttempt(ctx, attempt.id, watched ? 'void' : 'abandoned');
  }
  await killPoint('withdraw:recorded');
}

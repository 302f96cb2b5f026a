import { releaseReservation } from '#lib/inventory/index.ts';
import { backupFor, gateway, type LookUpInput } from '#lib/payments/index.ts';
import { type Ctx, env } from '#lib/platform/index.ts';
import { changedUnclear, unclear, unconfirmed } from './answer.ts';
import { applyOutcome } from './apply-outcome.ts';
import {
  type Attempt,
  type Checkout,
  findCheckout,
  recordOutcome,
  storeReference,
  touchAttempt,
} from './checkout.repository.ts';
import { killPoint } from './kill-points.ts';
import { paymentOf } from './payment-request.ts';
import { failoverAfterMs, finishWithinMs, isUnsettled, payingDeadlineMs } from './states.ts';
import { toldOf } from './webhook.repository.ts';
import { withdrawAttempt } from './withdraw-attempt.ts';

/** What the customer's browser brought back from the bank, where the gateway hands the result out there. */
export type Returned = { redirectResult?: string | null };

/**
 * Finishes what is open: asks the gateway what became of the last attempt, and applies it. The paying request may still
 * be alive: applying the same outcome twice is safe, and only "not found" has to wait until that request is surely gone.
 */
export async function settle(ctx: Ctx, id: string, returned: Returned = {}): Promise<Checkout | null> {
  const checkout = await findCheckout(id);
  if (!checkout || !isUnsettled(checkout.status)) return checkout;
  const attempt = checkout.attempts.at(-1);
  if (!attempt) return checkout;
  const due = checkout.deadlineAt.getTime() <= ctx.now().getTime();
  if (checkout.status === 'paying' && !due) return checkout;
  const found = await gateway(attempt.gateway).lookUp(await question(ctx, checkout, attempt, returned));
  await killPoint('settle:looked-up');
  const challenged = checkout.status === 'requires_action';
  switch (found.kind) {
    case 'found':
      if (!(challenged && found.outcome.kind === 'requires_action')) {
        await applyOutcome(ctx, checkout, attempt, found.outcome);
      } else if (due) await expire(ctx, checkout, attempt);
      break;
    case 'not_found':
      if (ageOf(ctx, attempt) > payingDeadlineMs) await moveOn(ctx, checkout, attempt, unconfirmed);
      break;
    case 'unknown':
      if (challenged) {
        if (due) await expire(ctx, checkout, attempt);
      } else await leave(ctx, checkout, attempt);
  }
  const after = await findCheckout(id);
  if (after?.status === 'declined') await releaseReservation(id, after.details.quote.lines);
  return after;
}

const ageOf = (ctx: Ctx, attempt: Attempt) => ctx.now().getTime() - attempt.createdAt.getTime();

async function question(
  ctx: Ctx,
  checkout: Checkout,
  attempt: Attempt,
  { redirectResult = null }: Returned,
): Promise<LookUpInput> {
  const fresh = ageOf(ctx, attempt) <= finishWithinMs;
  return {
    reference: attempt.gatewayRef,
    idempotencyKey: attempt.idempotencyKey,
    createdAfter: attempt.createdAt,
    amountMinor: attempt.amountMinor,
    currency: attempt.currency,
    onAuthorised: (reference) => storeReference(ctx, attempt.id, reference),
    told: await toldOf(attempt.gateway, attempt.idempotencyKey),
    returned: redirectResult,
    ...(fresh && attempt.paymentToken ? { replay: paymentOf(ctx, checkout, attempt) } : {}),
  };
}

/** The gateway cannot be asked. Its attempt is left to the reconciler once another one can take over, or time is up. */
async function leave(ctx: Ctx, checkout: Checkout, attempt: Attempt): Promise<void> {
  const age = ageOf(ctx, attempt);
  const elsewhere = env.PAYMENT_FAILOVER === 'when_unclear' && backupFor(attempt.gateway) !== null;
  if (elsewhere && age > failoverAfterMs) await moveOn(ctx, checkout, attempt, changedUnclear);
  else if (age > finishWithinMs) await moveOn(ctx, checkout, attempt, unclear);
}

/** The checkout is free to try again; what the attempt may hold is withdrawn until that is certain. */
function moveOn(
  ctx: Ctx,
  checkout: Checkout,
  attempt: Attempt,
  failure: { code: string; message: string },
): Promise<void> {
  return recordOutcome(ctx, checkout, attempt, { attempt: 'abandoned', checkout: 'declined', failure });
}

/** The customer never came back from 3-D Secure: the payment is taken back at the gateway, then the checkout is free. */
async function expire(ctx: Ctx, checkout: Checkout, attempt: Attempt): Promise<void> {
  const voided = await gateway(attempt.gateway).void({
    reference: attempt.gatewayRef,
    paymentKey: attempt.idempotencyKey,
    idempotencyKey: `${attempt.idempotencyKey}-void`,
  });
  await killPoint('expire:voided');
  if (!voided.ok) return;
  await recordOutcome(ctx, checkout, attempt, {
    attempt: 'abandoned',
    errorCode: 'expired',
    checkout: 'declined',
    failure: {
      code: 'authentication_expired',
      message: 'The bank’s confirmation did not come in time. You were not charged; please try again.',
    },
  });
}

/**
 * Withdraws every abandoned attempt of a checkout once more. @throws the first failure, once all were tried; what failed
 * goes behind the others that wait.
 */
export async function settleAbandoned(ctx: Ctx, checkout: Checkout): Promise<void> {
  const failures: unknown[] = [];
  for (const attempt of checkout.attempts.filter(({ status }) => status === 'abandoned')) {
    try {
      await withdrawAttempt(ctx, checkout, attempt);
    } catch (error) {
      failures.push(error);
      await touchAttempt(ctx, attempt.id, 'abandoned');
    }
  }
  if (failures.length > 0) throw failures[0];
}

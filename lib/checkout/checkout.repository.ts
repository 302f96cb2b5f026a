import type { PaymentMethod } from '#lib/payments/index.ts';
import {
  type Ctx,
  db,
  insertRows,
  isUniqueViolation,
  json,
  Prisma,
  type TrafficKind,
  type Tx,
  withTransaction,
} from '#lib/platform/index.ts';
import { type CouponProblem, redeemCoupon, releaseCoupon } from '#lib/promotions/index.ts';
import { killPoint } from './kill-points.ts';
import { type AttemptState, type CheckoutState, comesFrom, unsettled } from './states.ts';
import type { CheckoutDetails } from './types.ts';

export type Attempt = {
  id: string;
  gateway: string;
  idempotencyKey: string;
  amountMinor: number;
  currency: string;
  status: AttemptState;
  gatewayRef: string | null;
  /** What the gateway takes for the card; empty once the attempt's outcome is known. */
  paymentToken: string;
  /** Withdrawals that the gateway accepted and that failed later; absent for an attempt just begun. */
  failedWithdrawals?: number;
  createdAt: Date;
};

export type Checkout = {
  id: string;
  cartId: string;
  /** What was in the cart; null while that is nobody's (declined) or not known. */
  cartContent: string | null;
  status: CheckoutState;
  requestHash: string;
  details: CheckoutDetails;
  totalMinor: number;
  currency: string;
  orderId: string;
  failureCode: string | null;
  failureMessage: string | null;
  deadlineAt: Date;
  traffic: TrafficKind;
  /** Oldest first; the last is the present one. */
  attempts: Attempt[];
};

const include = { attempts: { orderBy: { createdAt: 'asc' } } } as const;

/** A checkout with its attempts; null when there is none. */
export async function findCheckout(id: string): Promise<Checkout | null> {
  const row = await db().checkout.findUnique({ where: { id }, include });
  return row as Checkout | null;
}

/** The checkout of an attempt, by the attempt's key or by the reference the gateway knows it by. */
export async function findByAttempt(
  gateway: string,
  { attemptKey, reference }: { attemptKey: string | null; reference: string | null },
): Promise<Checkout | null> {
  const of = (attempt: { idempotencyKey: string } | { gatewayRef: string }) => ({
    where: { attempts: { some: { gateway, ...attempt } } },
    include,
  });
  const row =
    (attemptKey ? await db().checkout.findFirst(of({ idempotencyKey: attemptKey })) : null) ??
    (reference ? await db().checkout.findFirst(of({ gatewayRef: reference })) : null);
  return row as Checkout | null;
}

/** Stores the gateway's reference of an attempt as soon as it is known, before more is asked of the gateway. */
export async function storeReference(ctx: Ctx, attemptId: string, reference: string): Promise<void> {
  await killPoint('pay:authorised');
  await db().paymentAttempt.updateMany({
    where: { id: attemptId },
    data: { gatewayRef: reference, updatedAt: ctx.now() },
  });
  await killPoint('pay:reference-stored');
}

export type Claim = {
  checkoutId: string;
  cartId: string;
  /** Names what is in the cart, when that is known. */
  content: string | null;
  requestHash: string;
  details: CheckoutDetails;
  gateway: string;
  paymentToken: string;
  traffic: TrafficKind;
  deadlineAt: Date;
};

/**
 * Takes a checkout for one attempt to pay: a new one, or one that was declined. Row and attempt are one transaction,
 * written before the gateway is called; so is the use of a coupon. Two unique keys let one cart be in one payment only,
 * and one content of it become one order. @returns null when another request has the checkout, or another checkout the cart.
 * @throws CouponRefused when the coupon has no use left; nothing was written.
 */
export async function claimCheckout(
  ctx: Ctx,
  claim: Claim,
  before: Checkout | null,
): Promise<Checkout | null> {
  const { quote } = claim.details;
  const now = ctx.now();
  const row = {
    cartId: claim.cartId,
    payingCart: claim.cartId,
    cartContent: claim.content,
    status: 'paying' as const,
    requestHash: claim.requestHash,
    totalMinor: quote.totalMinor,
    currency: quote.currency,
    failureCode: null,
    failureMessage: null,
    traffic: before?.traffic ?? claim.traffic,
    deadlineAt: claim.deadlineAt,
  };
  const orderId = before?.orderId ?? ctx.newId();
  // The last attempt is the present one, also when the clock of the machine that made the one before is ahead.
  const after = before?.attempts.at(-1)?.createdAt.getTime() ?? 0;
  const attempt = {
    id: ctx.newId(),
    gateway: claim.gateway,
    idempotencyKey: `${claim.checkoutId}-${(before?.attempts.length ?? 0) + 1}`,
    amountMinor: quote.totalMinor,
    currency: quote.currency,
    status: 'started' as const,
    gatewayRef: null,
    paymentToken: claim.paymentToken,
    createdAt: new Date(Math.max(now.getTime(), after + 1)),
  };
  try {
    await withTransaction(async (tx) => {
      if (before) {
        const { count } = await tx.checkout.updateMany({
          where: { id: before.id, status: 'declined' },
          data: { ...row, details: json(claim.details), updatedAt: now },
        });
        if (count === 0) throw new Taken();
      } else {
        const added = { ...row, details: claim.details, id: claim.checkoutId, orderId };
        await insertRows(tx, 'checkouts', [{ ...added, createdAt: now, updatedAt: now }]);
      }
      await killPoint('claim:checkout-written');
      if (quote.coupon) {
        const { code } = quote.coupon;
        const use = await redeemCoupon(tx, ctx, {
          code,
          checkoutId: claim.checkoutId,
          email: claim.details.email,
        });
        if (!use.ok) throw new CouponRefused(use.error);
      }
      await killPoint('claim:coupon-used');
      await insertRows(tx, 'payment_attempts', [
        { ...attempt, checkoutId: claim.checkoutId, updatedAt: now },
      ]);
      await killPoint('claim:attempt-written');
    });
  } catch (error) {
    if (error instanceof Taken || isUniqueViolation(error)) return null;
    throw error;
  }
  const attempts = [...(before?.attempts ?? []), attempt];
  return { ...row, id: claim.checkoutId, orderId, details: claim.details, attempts };
}

/** The checkout that has this cart in payment, or that its content became an order of; null: none. */
export async function checkoutOfCart(cartId: string, content: string | null): Promise<Checkout | null> {
  const row =
    (await db().checkout.findUnique({ where: { payingCart: cartId }, include })) ??
    (content ? await db().checkout.findUnique({ where: { cartContent: content }, include }) : null);
  return row as Checkout | null;
}

/** Lets go of what a settled checkout still has of a cart: the release before does not when it settles one. */
export async function freeCart(id: string): Promise<void> {
  await db().$executeRaw`
    UPDATE checkouts SET paying_cart = NULL, cart_content = IF(status = 'declined', NULL, cart_content)
    WHERE id = ${id} AND status NOT IN (${Prisma.join([...unsettled])})`;
}

class Taken extends Error {}

/** The coupon's last use went to somebody else while this checkout was being prepared. */
export class CouponRefused extends Error {
  readonly problem: CouponProblem;

  constructor(problem: CouponProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

const inStateFor = (next: AttemptState, id: string) => ({ id, status: { in: [...comesFrom[next]] } });

/**
 * Moves an attempt on, and with it the checkout; nothing when the attempt is past that (`comesFrom`). The card's token
 * goes when it is of no more use.
 */
export async function recordOutcome(
  ctx: Ctx,
  checkout: Checkout,
  attempt: Attempt,
  change: {
    attempt: AttemptState;
    gatewayRef?: string | null;
    errorCode?: string | null;
    method?: PaymentMethod | undefined;
    checkout?: CheckoutState;
    failure?: { code: string; message: string };
    actionUrl?: string;
    deadlineAt?: Date;
  },
): Promise<void> {
  await withTransaction(async (tx) => {
    const attempted = await tx.paymentAttempt.updateMany({
      where: {
        ...inStateFor(change.attempt, attempt.id),
        // Told to have failed since it was asked for: that came late, the next one decides.
        ...(change.attempt === 'unwound' ? { failedWithdrawals: attempt.failedWithdrawals ?? 0 } : {}),
      },
      data: {
        status: change.attempt,
        ...(change.gatewayRef ? { gatewayRef: change.gatewayRef } : {}),
        ...(change.errorCode ? { errorCode: change.errorCode.slice(0, 64) } : {}),
        ...(change.method ? { method: change.method } : {}),
        ...(change.attempt === 'started' ? {} : { paymentToken: '' }),
        updatedAt: ctx.now(),
      },
    });
    await killPoint('outcome:attempt-written');
    if (attempted.count === 0 || (!change.checkout && !change.deadlineAt)) return;
    // Only while the money may still move, and only by the newest attempt: a late answer to an earlier one must
    // not speak for the one that is paying now.
    const { count } = await tx.checkout.updateMany({
      where: {
        id: checkout.id,
        status: { in: [...unsettled] },
        attempts: { none: { createdAt: { gt: attempt.createdAt } } },
      },
      data: {
        ...(change.checkout ? { status: change.checkout } : {}),
        ...(change.checkout === 'declined' ? { payingCart: null, cartContent: null } : {}),
        ...(change.failure
          ? {
              failureCode: change.failure.code.slice(0, 64),
              failureMessage: change.failure.message.slice(0, 512),
            }
          : {}),
        ...(change.actionUrl ? { details: json({ ...checkout.details, actionUrl: change.actionUrl }) } : {}),
        ...(change.deadlineAt ? { deadlineAt: change.deadlineAt } : {}),
        updatedAt: ctx.now(),
      },
    });
    await killPoint('outcome:checkout-written');
    if (count > 0 && change.checkout === 'declined' && checkout.details.quote.coupon) {
      await releaseCoupon(tx, checkout.id);
      await killPoint('outcome:coupon-released');
    }
  });
  await killPoint('outcome:committed');
}

/**
 * Marks the checkout placed and the attempt captured, in the order's transaction: both, or none if one of them was moved on
 * from meanwhile. @returns whether they were marked.
 */
export async function markPlaced(
  tx: Tx,
  ctx: Ctx,
  checkout: Checkout,
  attempt: Attempt,
  paid: { reference: string; method?: PaymentMethod | undefined },
): Promise<boolean> {
  const now = ctx.now();
  const changed = await tx.$executeRaw`
    UPDATE checkouts c JOIN payment_attempts a ON a.checkout_id = c.id
    SET c.status = ${'placed' satisfies CheckoutState}, c.paying_cart = NULL, c.updated_at = ${now},
        a.status = ${'captured' satisfies AttemptState}, a.gateway_ref = ${paid.reference},
        a.method = COALESCE(${paid.method ?? null}, a.method), a.payment_token = '', a.updated_at = ${now}
    WHERE c.id = ${checkout.id} AND c.status IN (${Prisma.join([...unsettled])})
      AND a.id = ${attempt.id} AND a.status IN (${Prisma.join([...comesFrom.captured])})`;
  await killPoint('record:marked');
  return changed > 0;
}

/** Checkouts past their deadline that may hold money, those first that nothing was done about for longest. */
export async function overdueCheckouts(now: Date, limit: number): Promise<Checkout[]> {
  const rows = await db().checkout.findMany({
    where: { status: { in: [...unsettled] }, deadlineAt: { lte: now } },
    orderBy: { updatedAt: 'asc' },
    take: limit,
    include,
  });
  return rows as unknown as Checkout[];
}

/** Notes that an open checkout was looked at: it goes behind the others that wait. */
export async function touchCheckout(ctx: Ctx, id: string): Promise<void> {
  const where = { id, status: { in: [...unsettled] } };
  await db().checkout.updateMany({ where, data: { updatedAt: ctx.now() } });
}

/** Checkouts with an abandoned attempt untouched since `quietBefore`, those that waited longest first. */
export async function checkoutsWithAbandoned(quietBefore: Date, limit: number): Promise<Checkout[]> {
  const attempts = await db().paymentAttempt.findMany({
    where: { status: 'abandoned' satisfies AttemptState, updatedAt: { lte: quietBefore } },
    orderBy: { updatedAt: 'asc' },
    take: limit,
    select: { checkoutId: true },
  });
  const ids = [...new Set(attempts.map(({ checkoutId }) => checkoutId))];
  const rows = await db().checkout.findMany({ where: { id: { in: ids } }, include });
  return rows as unknown as Checkout[];
}

/** Notes that an attempt was looked at, or that it is done with. */
export async function touchAttempt(ctx: Ctx, attemptId: string, status: 'abandoned' | 'void'): Promise<void> {
  const where = inStateFor(status, attemptId);
  await db().paymentAttempt.updateMany({ where, data: { status, updatedAt: ctx.now() } });
}

/**
 * Has an attempt withdrawn again whose withdrawal failed after the gateway had accepted it, under the next key.
 * @returns false when that happened `most` times before. @throws when another process moved it meanwhile.
 */
export async function withdrawAgain(tx: Tx, ctx: Ctx, attempt: Attempt, most: number): Promise<boolean> {
  const failed = attempt.failedWithdrawals ?? 0;
  if (failed >= most) return false;
  const { count } = await tx.paymentAttempt.updateMany({
    where: { id: attempt.id, status: { in: ['unwound', 'abandoned'] }, failedWithdrawals: failed },
    data: { status: 'abandoned' satisfies AttemptState, failedWithdrawals: failed + 1, updatedAt: ctx.now() },
  });
  if (count === 0) throw new Error(`Payment attempt ${attempt.id} was moved on meanwhile`);
  return true;
}

/** How many checkouts wait for the reconciler, for staff's overview. */
export async function countUnsettled(now: Date): Promise<number> {
  return db().checkout.count({
    where: { status: { in: [...unsettled] }, deadlineAt: { lte: now } },
  });
}

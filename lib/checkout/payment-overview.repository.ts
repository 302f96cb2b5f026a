import { type PaymentMethod, readMethod } from '#lib/payments/index.ts';
import { type Ctx, db, type TrafficKind, type Tx, trafficKinds } from '#lib/platform/index.ts';

export type AttemptCounts = { gateway: string; taken: number; refused: number; failed: number; open: number };

/** Shoppers' payment attempts since a moment, by gateway and what came of them; an outage is not a bank's refusal. */
export async function countAttempts(since: Date): Promise<AttemptCounts[]> {
  const rows = await db().paymentAttempt.groupBy({
    by: ['gateway', 'status', 'errorCode'],
    where: { createdAt: { gte: since }, checkout: { traffic: 'shopper' } },
    _count: { _all: true },
  });
  const counts = new Map<string, AttemptCounts>();
  for (const { gateway, status, errorCode, _count } of rows) {
    const row = counts.get(gateway) ?? { gateway, taken: 0, refused: 0, failed: 0, open: 0 };
    row[outcomeOf(status, errorCode)] += _count._all;
    counts.set(gateway, row);
  }
  return [...counts.values()];
}

/** An outage is not a bank's refusal, and neither is it when a customer does not come back from 3-D Secure. */
function outcomeOf(status: string, errorCode: string | null): 'taken' | 'refused' | 'failed' | 'open' {
  if (status === 'captured') return 'taken';
  if (status === 'started' || status === 'requires_action') return 'open';
  if (status === 'declined' && errorCode !== 'unavailable') return 'refused';
  return errorCode === 'expired' ? 'refused' : 'failed';
}

export type Span = { from: Date; to: Date };
const trafficOf = (value: unknown): TrafficKind => trafficKinds.find((kind) => kind === value) ?? 'shopper';

export type AttemptTotals = {
  traffic: TrafficKind;
  gateway: string;
  method: PaymentMethod;
  outcome: 'taken' | 'refused' | 'failed';
  count: number;
};

/** Payment attempts begun from `from` until before `to` whose outcome is known. */
export async function attemptTotals({ from, to }: Span): Promise<AttemptTotals[]> {
  const rows = await db().$queryRaw<
    {
      traffic: string;
      gateway: string;
      method: string | null;
      status: string;
      error: string | null;
      count: bigint;
    }[]
  >`
    SELECT c.traffic, a.gateway, a.method, a.status, IF(a.error_code IN ('unavailable', 'expired'), a.error_code, NULL) AS error,
           COUNT(*) AS count
    FROM payment_attempts a JOIN checkouts c ON c.id = a.checkout_id
    WHERE a.created_at >= ${from} AND a.created_at < ${to}
    GROUP BY c.traffic, a.gateway, a.method, a.status, error`;
  return rows.flatMap(({ traffic, gateway, method, status, error, count }) => {
    const outcome = outcomeOf(status, error);
    return outcome === 'open'
      ? []
      : [{ traffic: trafficOf(traffic), gateway, method: readMethod(method), outcome, count: Number(count) }];
  });
}

export type CheckoutTotals = { traffic: TrafficKind; started: number; completed: number };

/** Checkouts begun from `from` until before `to`, and how many of them became an order. */
export async function checkoutTotals({ from, to }: Span): Promise<CheckoutTotals[]> {
  const rows = await db().$queryRaw<{ traffic: string; started: bigint; completed: unknown }[]>`
    SELECT traffic, COUNT(*) AS started, SUM(status = 'placed') AS completed
    FROM checkouts WHERE created_at >= ${from} AND created_at < ${to} GROUP BY traffic`;
  return rows.map(({ traffic, started, completed }) => ({
    traffic: trafficOf(traffic),
    started: Number(started),
    completed: Number(completed),
  }));
}

export type TroubledAttempt = {
  id: string;
  checkoutId: string;
  gateway: string;
  status: string;
  errorCode: string | null;
  amountMinor: number;
  currency: string;
  gatewayRef: string | null;
  createdAt: Date;
  email: string;
};

/** The latest attempts that were refused, failed, are unclear or had to be given back. */
export async function troubledAttempts(limit: number): Promise<TroubledAttempt[]> {
  const rows = await db().paymentAttempt.findMany({
    where: {
      OR: [
        { status: { in: ['declined', 'abandoned', 'unwound', 'void'] } },
        { status: { in: ['started', 'captured'] }, errorCode: { not: null } },
      ],
    },
    orderBy: { createdAt: 'desc' },
    take: limit,
    include: { checkout: { select: { details: true } } },
  });
  return rows.map(({ checkout, paymentToken: _token, ...attempt }) => ({
    ...attempt,
    email: String((checkout.details as { email?: unknown } | null)?.email ?? ''),
  }));
}

/** Keeps what a gateway reports of an attempt's money, for the list of troubled attempts. */
export async function noteTrouble(tx: Tx, ctx: Ctx, attemptId: string, type: string): Promise<void> {
  await tx.paymentAttempt.update({
    where: { id: attemptId },
    data: { errorCode: type.toLowerCase().slice(0, 64), updatedAt: ctx.now() },
  });
}

/** Webhooks that are stored and not processed, and the oldest of them. */
export async function countWaitingWebhooks(): Promise<
  { gateway: string; count: number; oldest: Date | null }[]
> {
  const rows = await db().webhookEvent.groupBy({
    by: ['gateway'],
    where: { processedAt: null },
    _count: { _all: true },
    _min: { receivedAt: true },
  });
  return rows.map(({ gateway, _count, _min }) => ({
    gateway,
    count: _count._all,
    oldest: _min.receivedAt,
  }));
}

import { type Ctx, db, type Tx } from '#lib/platform/index.ts';

export type AttemptCounts = { gateway: string; taken: number; refused: number; failed: number; open: number };

/** Payment attempts since a moment, by gateway and what came of them; an outage is not a bank's refusal. */
export async function countAttempts(since: Date): Promise<AttemptCounts[]> {
  const rows = await db().paymentAttempt.groupBy({
    by: ['gateway', 'status', 'errorCode'],
    where: { createdAt: { gte: since } },
    _count: { _all: true },
  });
  const counts = new Map<string, AttemptCounts>();
  for (const { gateway, status, errorCode, _count } of rows) {
    const row = counts.get(gateway) ?? { gateway, taken: 0, refused: 0, failed: 0, open: 0 };
    if (status === 'captured') row.taken += _count._all;
    else if (status === 'started' || status === 'requires_action') row.open += _count._all;
    else if (status === 'declined' && errorCode !== 'unavailable') row.refused += _count._all;
    else row.failed += _count._all;
    counts.set(gateway, row);
  }
  return [...counts.values()];
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

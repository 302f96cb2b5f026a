import { type Ctx, counter, gauge, inSpan, inTrace, logger, withLogFields } from '#lib/platform/index.ts';
import {
  type Checkout,
  checkoutsWithAbandoned,
  overdueCheckouts,
  touchCheckout,
} from './checkout.repository.ts';
import { settle, settleAbandoned } from './settle.ts';

const log = logger('checkout');
const batch = 50;
const lookAgainMs = 30_000;

const findings = () =>
  counter(
    'ballast_reconciler_findings_total',
    'Checkouts that the reconciler took up: past their deadline, or with money to be given back',
    ['finding'],
  );

/** A run takes minutes while a gateway lets a hundred checkouts wait for it: that is work, not standstill. */
const alive = () =>
  gauge(
    'ballast_reconciler_alive_timestamp_seconds',
    'When the reconciler last got through with a checkout, or found none',
    [],
  );

/**
 * Finishes or unwinds every checkout past its deadline, and gives back captures that came late. Run by the clock and at
 * start; one that cannot be settled now goes behind the others that wait.
 * @returns how many were looked at.
 */
export async function reconcileCheckouts(ctx: Ctx): Promise<number> {
  const now = ctx.now().getTime();
  const overdue = await overdueCheckouts(new Date(now), batch);
  const abandoned = await checkoutsWithAbandoned(new Date(now - lookAgainMs), batch);
  const work = [
    ...overdue.map((checkout) => () => inItsTrace(checkout, () => settleOverdue(ctx, checkout))),
    ...abandoned.map((checkout) => () => inItsTrace(checkout, () => settleAbandoned(ctx, checkout))),
  ];
  findings().inc({ finding: 'overdue' }, overdue.length);
  findings().inc({ finding: 'to_give_back' }, abandoned.length);
  for (const one of work) {
    try {
      await one();
    } catch (error) {
      log.warn(
        { error: error instanceof Error ? error.message : String(error) },
        'a checkout is not settled yet',
      );
    }
    alive().set(Date.now() / 1_000);
  }
  alive().set(Date.now() / 1_000);
  return work.length;
}

async function settleOverdue(ctx: Ctx, checkout: Checkout): Promise<void> {
  try {
    await settle(ctx, checkout.id);
  } finally {
    await touchCheckout(ctx, checkout.id);
  }
}

/** In the trace of the purchase, so that an order which the reconciler completes has one. */
function inItsTrace(checkout: Checkout, work: () => Promise<unknown>): Promise<unknown> {
  const about = { checkoutId: checkout.id, orderId: checkout.orderId };
  return withLogFields(about, () =>
    inTrace(checkout.details.trace, () => inSpan('reconcile checkout', {}, work)),
  );
}

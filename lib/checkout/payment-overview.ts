import { type BreakerState, breakerReports, breakerStates, gateways } from '#lib/payments/index.ts';
import type { Ctx } from '#lib/platform/index.ts';
import {
  type AttemptCounts,
  countAttempts,
  countWaitingWebhooks,
  type TroubledAttempt,
  troubledAttempts,
} from './payment-overview.repository.ts';

const hourMs = 3_600_000;
const shown = 30;
/** An open breaker that nobody called since may well be past its wait: what is older says nothing of now. */
const reportCountsMs = 60_000;

export type GatewayOverview = {
  name: string;
  /** The worst that any process reported within the last minute. */
  breaker: BreakerState;
  hour: AttemptCounts;
  day: AttemptCounts;
  webhooksWaiting: number;
  oldestWebhook: Date | null;
};

/** What staff want to know of payments: each gateway in order of preference, and the latest attempts with trouble. */
export async function paymentOverview(
  ctx: Ctx,
): Promise<{ gateways: GatewayOverview[]; troubled: TroubledAttempt[] }> {
  const now = ctx.now().getTime();
  const [hour, day, waiting, troubled, reports] = await Promise.all([
    countAttempts(new Date(now - hourMs)),
    countAttempts(new Date(now - 24 * hourMs)),
    countWaitingWebhooks(),
    troubledAttempts(shown),
    breakerReports(),
  ]);
  const own = breakerStates();
  const countsOf = (counts: AttemptCounts[], gateway: string): AttemptCounts =>
    counts.find((one) => one.gateway === gateway) ?? { gateway, taken: 0, refused: 0, failed: 0, open: 0 };
  return {
    troubled,
    gateways: gateways().map(({ name }) => {
      const states = [
        ...own.filter(({ gateway }) => gateway === name),
        ...reports.filter(({ gateway, at }) => gateway === name && Date.now() - at < reportCountsMs),
      ].map(({ state }) => state);
      const webhooks = waiting.find(({ gateway }) => gateway === name);
      return {
        name,
        breaker: states.includes('open') ? 'open' : states.includes('half_open') ? 'half_open' : 'closed',
        hour: countsOf(hour, name),
        day: countsOf(day, name),
        webhooksWaiting: webhooks?.count ?? 0,
        oldestWebhook: webhooks?.oldest ?? null,
      };
    }),
  };
}

/** The share of attempts with an outcome that were taken, in percent; null when there was none. */
export function successRate({ taken, refused, failed }: AttemptCounts): number | null {
  const ended = taken + refused + failed;
  return ended === 0 ? null : Math.round((taken / ended) * 1_000) / 10;
}

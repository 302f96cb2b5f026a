import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import { logger } from '#lib/platform/index.ts';
import type { BreakerState } from './types.ts';

const log = logger('payments');
const failuresToOpen = 5;
const defaultHalfOpenAfterMs = 10_000;

/** A gateway's circuit breaker: opens after five outages in a row, lets one probe through after 10 s. */
export function breakerFor(
  gateway: string,
  isOutage: (error: unknown) => boolean,
  halfOpenAfterMs = defaultHalfOpenAfterMs,
) {
  const policy = circuitBreaker(handleWhen(isOutage), {
    halfOpenAfter: halfOpenAfterMs,
    breaker: new ConsecutiveBreaker(failuresToOpen),
  });
  policy.onBreak(() => log.error({ gateway }, 'circuit opened'));
  policy.onReset(() => log.info({ gateway }, 'circuit closed'));
  return {
    run: <T>(work: () => Promise<T>): Promise<T> => policy.execute(work),
    state: (): BreakerState => {
      if (policy.state === CircuitState.Closed) return 'closed';
      return policy.state === CircuitState.HalfOpen ? 'half_open' : 'open';
    },
  };
}

/** Whether the breaker refused: the gateway was not asked. */
export const isRefusedByBreaker = (error: unknown): boolean => error instanceof BrokenCircuitError;

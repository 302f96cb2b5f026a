import { BrokenCircuitError, CircuitState, circuitBreaker, handleWhen, SamplingBreaker } from 'cockatiel';
import { logger } from '#lib/platform/index.ts';
import type { BreakerState, GatewayName } from './types.ts';

const log = logger('payments');
/** Opens when more than half of at least five calls within 30 s were outages. */
const sampling = { threshold: 0.5, duration: 30_000, minimumRps: 4.5 / 30 };
/** How long the open breaker waits before it lets one call try again. */
const halfOpenAfterMs = 10_000;

export type BreakerOptions = {
  /** Told of every change, and of every call refused while it is open. */
  onState?: (state: BreakerState) => void;
};
export type Breaker = {
  run: <T>(work: () => Promise<T>) => Promise<T>;
  state: () => BreakerState;
};

/** A gateway's circuit breaker: opens on the share of outages, lets one probe through after 10 s. */
export function breakerFor(
  gateway: GatewayName,
  isOutage: (error: unknown) => boolean,
  { onState }: BreakerOptions = {},
): Breaker {
  const policy = circuitBreaker(handleWhen(isOutage), {
    halfOpenAfter: halfOpenAfterMs,
    breaker: new SamplingBreaker(sampling),
  });
  let openedAt = 0;
  // The library half-opens on the next call. Customers are sent elsewhere while it is open, so there would be none.
  const mayProbe = () => policy.state === CircuitState.Open && Date.now() - openedAt >= halfOpenAfterMs;
  const state = (): BreakerState => {
    if (policy.state === CircuitState.Closed) return 'closed';
    return policy.state === CircuitState.HalfOpen || mayProbe() ? 'half_open' : 'open';
  };
  policy.onBreak(() => {
    openedAt = Date.now();
    log.error({ gateway }, 'circuit opened');
  });
  policy.onReset(() => log.info({ gateway }, 'circuit closed'));
  policy.onStateChange(() => onState?.(state()));
  return {
    state,
    run: async (work) => {
      try {
        // Half open means that a probe is on its way: nobody else waits for it.
        if (policy.state === CircuitState.HalfOpen) throw new BrokenCircuitError();
        return await policy.execute(work);
      } catch (error) {
        if (isRefusedByBreaker(error)) onState?.(state());
        throw error;
      }
    },
  };
}

/** Whether the breaker refused: the gateway was not asked. */
export const isRefusedByBreaker = (error: unknown): boolean => error instanceof BrokenCircuitError;

import { histogram } from './metrics.ts';

/** Everything outside a process that it waits for. */
export type Dependency =
  | 'mysql'
  | 'redis-session'
  | 'redis-fpc'
  | 'redis-object'
  | 'redis-holds'
  | 'redis-queue'
  | 'stripe'
  | 'adyen'
  | 'erp'
  | 'smtp'
  | 'varnish';

const calls = () =>
  histogram(
    'ballast_dependency_seconds',
    'Calls of what a process depends on, by whether it answered as it should',
    ['dependency', 'outcome'],
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  );

/** Notes one call that began at `began` (of `performance.now()`). */
export function observeCall(dependency: Dependency, began: number, failed: boolean): void {
  const seconds = (performance.now() - began) / 1_000;
  calls().observe({ dependency, outcome: failed ? 'error' : 'ok' }, seconds);
}

/**
 * Runs a call of a dependency and notes how long it took and whether it failed: it threw, or answered something that
 * `isFailure` names as the dependency's own failure.
 */
export async function timedCall<T>(
  dependency: Dependency,
  work: () => Promise<T>,
  isFailure: (answer: T) => boolean = () => false,
): Promise<T> {
  const began = performance.now();
  try {
    const answer = await work();
    observeCall(dependency, began, isFailure(answer));
    return answer;
  } catch (error) {
    observeCall(dependency, began, true);
    throw error;
  }
}

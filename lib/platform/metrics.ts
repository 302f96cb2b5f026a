import { Counter, Histogram, Registry } from 'prom-client';

// Next loads routes and instrumentation as separate copies of a module: one registry per process, not per copy.
const shared = globalThis as { ballastMetrics?: Registry };

/** The process's metrics, for whoever exports them. */
export function metrics(): Registry {
  shared.ballastMetrics ??= new Registry();
  return shared.ballastMetrics;
}

/** A counter of this process, made on first use. Labels must have few values: never an id. */
export function counter<L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> {
  const known = metrics().getSingleMetric(name);
  if (known instanceof Counter) return known as Counter<L>;
  return new Counter({ name, help, labelNames: [...labelNames], registers: [metrics()] });
}

/** A histogram of this process, made on first use; values and `buckets` in seconds. */
export function histogram<L extends string>(
  name: string,
  help: string,
  labelNames: readonly L[],
  buckets: readonly number[] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
): Histogram<L> {
  const known = metrics().getSingleMetric(name);
  if (known instanceof Histogram) return known as Histogram<L>;
  const registers = [metrics()];
  return new Histogram({ name, help, labelNames: [...labelNames], buckets: [...buckets], registers });
}

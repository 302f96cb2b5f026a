import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/**
 * The process's metrics. A definition stands beside the module that owns the fact. Names are `ballast_…`, in base units
 * (seconds, bytes); amounts of money are minor units and say so. Labels have few, known values: never an id, an address
 * or anything a visitor typed.
 */

// Next loads routes and instrumentation as separate copies of a module: one registry per process, not per copy.
const shared = globalThis as { ballastMetrics?: Registry };

/** The process's metrics, for whoever exports them. */
export function metrics(): Registry {
  if (!shared.ballastMetrics) {
    shared.ballastMetrics = new Registry();
    // Processor time, memory, event-loop delay, garbage collection.
    collectDefaultMetrics({ register: shared.ballastMetrics, eventLoopMonitoringPrecision: 20 });
  }
  return shared.ballastMetrics;
}

/** A counter of this process, made on first use. With `read` its values are read when somebody asks for them. */
export function counter<L extends string>(
  name: string,
  help: string,
  labelNames: readonly L[],
  read?: (counter: Counter<L>) => void | Promise<void>,
): Counter<L> {
  const known = metrics().getSingleMetric(name);
  if (known instanceof Counter) return known as Counter<L>;
  const registers = [metrics()];
  return new Counter({ name, help, labelNames: [...labelNames], registers, ...collecting(read) });
}

/** A value that goes up and down; with `read` it is read when somebody asks for it. */
export function gauge<L extends string>(
  name: string,
  help: string,
  labelNames: readonly L[],
  read?: (gauge: Gauge<L>) => void | Promise<void>,
): Gauge<L> {
  const known = metrics().getSingleMetric(name);
  if (known instanceof Gauge) return known as Gauge<L>;
  const registers = [metrics()];
  return new Gauge({ name, help, labelNames: [...labelNames], registers, ...collecting(read) });
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

function collecting<M>(read: ((metric: M) => void | Promise<void>) | undefined) {
  if (!read) return {};
  return {
    async collect(this: M) {
      await read(this);
    },
  };
}

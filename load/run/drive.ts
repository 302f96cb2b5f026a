import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Bought } from '../chaos/shopper.ts';
import { quantile } from '../generator/histogram.ts';
import type { FromGenerator, Job } from '../generator/job.ts';
import { emptySecond, mergeSecond, type Second } from '../generator/tally.ts';
import { pagesResponse, requestsOf, wholeOf } from './figures.ts';

export type Driven = { seconds: Second[]; bought: Bought[]; unfinished: number; stopped: boolean };

const progressMs = 5_000;

function progress(seconds: readonly Second[], bought: readonly Bought[]): string {
  const whole = wholeOf(seconds);
  const lasted = Math.max(1, seconds.length);
  const response = pagesResponse(whole);
  const failed = Object.values(whole.steps).reduce((sum, step) => sum + step.failed + step.shed, 0);
  const requests = Object.values(whole.steps).reduce((sum, step) => sum + requestsOf(step), 0);
  const cached = Object.values(whole.cache).reduce((sum, count) => sum + count, 0);
  const last = seconds.at(-1);
  return [
    `${last?.at ?? 0} s:`.padStart(8),
    `${last?.active ?? 0} sessions`,
    `${(requests / lasted).toFixed(0)} requests/s`,
    `pages p95 ${quantile(response, 0.95).toFixed(0)} ms`,
    `hits ${cached === 0 ? '–' : `${((100 * (whole.cache.HIT ?? 0)) / cached).toFixed(1)} %`}`,
    `${bought.filter(({ outcome }) => outcome === 'placed').length} orders`,
    `${failed} failed or shed`,
    `generator late p99 ${quantile(whole.lag, 0.99).toFixed(0)} ms`,
  ].join('  ');
}

/**
 * Runs a job in so many generator processes and collects what they saw, with a line of progress every five seconds.
 * @param stop ends it before its time; what was measured until then is answered.
 */
export async function drive(
  job: Omit<Job, 'index' | 'of'>,
  generators: number,
  stop: AbortSignal,
): Promise<Driven> {
  const seconds = new Map<number, Second>();
  const bought: Bought[] = [];
  let unfinished = 0;
  const children = Array.from({ length: generators }, () =>
    fork(join(import.meta.dirname, '../generator/process.ts')),
  );
  const halt = () => {
    for (const child of children) if (child.connected) child.send('stop');
  };
  stop.addEventListener('abort', halt, { once: true });
  const told = (message: FromGenerator) => {
    if (message.kind === 'bought') bought.push(message.bought);
    else if (message.kind === 'done') unfinished += message.unfinished;
    else {
      const second = seconds.get(message.second.at) ?? emptySecond(message.second.at);
      mergeSecond(second, message.second);
      seconds.set(second.at, second);
    }
  };
  const sorted = () => [...seconds.values()].sort((a, b) => a.at - b.at);
  const saying = setInterval(() => console.log(progress(sorted().slice(-5), bought)), progressMs);
  const ended = (child: ChildProcess) =>
    new Promise<void>((done, fail) => {
      child.on('error', fail);
      child.on('exit', (code) =>
        code === 0 ? done() : fail(new Error(`A generator ended with exit code ${code}`)),
      );
    });
  try {
    const all = children.map(ended);
    for (const [index, child] of children.entries()) {
      child.on('message', told);
      child.send({ ...job, index, of: generators } satisfies Job);
    }
    await Promise.all(all);
  } finally {
    clearInterval(saying);
    stop.removeEventListener('abort', halt);
    for (const child of children) child.kill();
  }
  return { seconds: sorted(), bought, unfinished, stopped: stop.aborted };
}

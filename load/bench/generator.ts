import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { quantile } from '../generator/histogram.ts';
import { drive } from '../run/drive.ts';
import { requestsOf, wholeOf } from '../run/figures.ts';

/** What the load generator itself can offer: pages of 40 kB from a server that does nothing else. */

const seconds = 8;
const rates = [500, 1_000, 2_000, 3_000, 4_000];
/** Late by more than this, the generator would be what is measured. */
const lateMs = 20;

function trivialServer(): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(join(import.meta.dirname, 'trivial-server.ts'));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.once('message', (port: number) => done({ child, port }));
  });
}

/** `npm run bench -- generator`. @returns 0 when it offers 1,000 requests a second on time. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { generators: { type: 'string', default: '1' } } });
  const generators = Number(values.generators);
  const { child, port } = await trivialServer();
  let onTime = 0;
  try {
    for (const rate of rates) {
      const job = {
        ...{
          url: `http://127.0.0.1:${port}`,
          mark: {},
          seed: 1,
          seconds,
          haste: 1,
          customers: [],
          staff: null,
        },
        curve: [
          [0, 1],
          [seconds, 1],
        ] as const,
        world: {
          products: [{ path: '/p/1', skus: ['1'] }],
          categories: ['/c/1'],
          terms: ['a'],
          texts: ['/t'],
        },
        ...{ staffPerSecond: 0, botsPerSession: rate, storm: null, wanted: null },
      };
      const { seconds: seen } = await drive(job, generators, new AbortController().signal);
      const whole = wholeOf(seen.filter(({ at }) => at >= 2 && at < seconds));
      const bots = whole.steps.bot;
      const answered = bots ? requestsOf(bots) / (seconds - 2) : 0;
      const [late, p99] = [quantile(whole.lag, 0.99), quantile(bots?.response ?? {}, 0.99)];
      console.log(
        `${rate} asked for: ${answered.toFixed(0)} a second, from the intended start p99 ${p99.toFixed(1)} ms, timers late p99 ${late.toFixed(1)} ms`,
      );
      if (answered > rate * 0.98 && p99 < lateMs) onTime = rate;
    }
  } finally {
    child.kill();
  }
  console.log(
    `on time up to ${onTime} requests a second with ${generators} process${generators > 1 ? 'es' : ''}`,
  );
  return onTime >= 1_000 ? 0 : 1;
}

import { randomUUID } from 'node:crypto';
import { type IncomingMessage, request } from 'node:http';
import { logger } from './log.ts';
import { beginWarming } from './readiness.ts';
import { signTraffic, trafficHeader } from './traffic.ts';

/** Half a minute is longer than it was ever seen to take; a process that is slow after it is better than none. */
const usualLimitMs = 30_000;
const pageMost = 2_000_000;
const header = 'x-ballast-warm-up';

// Next loads instrumentation and routes as separate copies of a module: one word per process.
const shared = globalThis as { ballastWarmUpWord?: string };

/** Asks this process for an address. Answers what it said, empty if nothing; what it said does not matter. */
export type Ask = (path: string) => Promise<string>;

/** Whether a request is one of `warmUp`'s: how long these take says nothing of what visitors wait for. */
export const isWarmUp = ({ headers }: IncomingMessage): boolean =>
  shared.ballastWarmUpWord !== undefined && headers[header] === shared.ballastWarmUpWord;

/**
 * Lets this process ask itself, before anybody else does: the code of a route is loaded by its first request, which takes
 * seconds where processors are short. Until `visit` has asked for all, at most for 30 s, `readiness` says that it is
 * not ready. Never fails: what is not loaded then is loaded by a visitor.
 */
export async function warmUp(
  { host, port }: { host: string; port: number },
  visit: (ask: Ask) => Promise<void>,
  limitMs = usualLimitMs,
): Promise<void> {
  const warm = beginWarming();
  shared.ballastWarmUpWord = randomUUID();
  const headers = { [header]: shared.ballastWarmUpWord, [trafficHeader]: signTraffic('synthetic') };
  const signal = AbortSignal.timeout(limitMs);
  const began = performance.now();
  let unanswered = 0;
  const ask = (path: string) =>
    new Promise<string>((done) => {
      const give = (text: string) => {
        if (text === '') unanswered += 1;
        done(text);
      };
      if (signal.aborted) return give('');
      request({ host, port, path, headers, signal, agent: false }, (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (piece: string) => {
          if (text.length < pageMost) text += piece;
        });
        answer.on('close', () => give(text || ' '));
      })
        .on('error', () => give(''))
        .end();
    });
  try {
    await visit(ask);
  } finally {
    warm();
    shared.ballastWarmUpWord = undefined;
    const ms = Math.round(performance.now() - began);
    if (unanswered === 0) logger('web').info({ ms }, 'warm');
    else logger('web').warn({ ms, unanswered }, 'ready, although not all routes could be loaded');
  }
}

import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import type { Command, Redis } from 'ioredis';
import { logger } from './log.ts';
import { counter, gauge } from './metrics.ts';
import type { RedisClient } from './redis-client.ts';

/** So many answers in a row that did not come in time open the breaker. */
const lateInARow = 2;
/** How often an open breaker asks whether the server is back. Nobody waits for that answer. */
const probeEveryMs = 250;

const openBreakers = () =>
  gauge(
    'ballast_redis_breaker_open',
    'Whether commands of a role are refused because its Redis does not answer',
    ['role'],
  );
const timeouts = () =>
  counter('ballast_redis_timeouts_total', 'Commands whose Redis did not answer in time', ['role']);

/** The Redis of a role does not answer in time; the command was not sent. */
export class RedisNotAnswering extends Error {
  readonly retryable = true;
  constructor(role: string) {
    super(`Redis ${role} does not answer: not asked until it does`);
  }
}

/** A command was sent and no answer came within the role's limit: it may have been done. */
export class RedisTimeout extends Error {
  readonly retryable = true;
  constructor(role: string, limitMs: number) {
    super(`Redis ${role} did not answer within ${limitMs} ms`);
  }
}

/** What a client of either kind sends a command by. */
export type Send = (
  command: Command,
  stream?: Parameters<Redis['sendCommand']>[1],
  node?: unknown,
) => unknown;

/** The client's own way of sending, before it is wrapped. */
export const sender = (client: RedisClient): Send => client.sendCommand.bind(client);

/**
 * Gives each command of a client a limit, and opens a breaker when answers do not come: then commands fail at once, and
 * a PING by the clock finds out when to close it. A server that refuses (full, read-only) answers and opens nothing; where
 * the connection is gone the client itself refuses at once.
 */
export function withBreaker<C extends RedisClient>(client: C, role: string, limitMs: number): C {
  const send = sender(client);
  const policy = circuitBreaker(
    handleWhen((error) => error instanceof RedisTimeout),
    { halfOpenAfter: 0, breaker: new ConsecutiveBreaker(lateInARow) },
  );
  let probing = false;
  let open = false;
  openBreakers().set({ role }, 0);

  async function probe(): Promise<void> {
    probing = true;
    const answer = client.ping();
    probing = false;
    await answer;
  }
  policy.onBreak(() => {
    if (!open) logger(`redis:${role}`).warn('does not answer: not asked until it does');
    open = true;
    openBreakers().set({ role }, 1);
    setTimeout(() => void policy.execute(probe).catch(() => undefined), probeEveryMs).unref();
  });
  policy.onReset(() => {
    open = false;
    openBreakers().set({ role }, 0);
    logger(`redis:${role}`).info('answers again');
  });

  const guarded: Send = (command, stream, node) => {
    // What a connection says of itself when it opens is not to be refused: it is how a server comes back.
    if (client.status !== 'ready' || probing) return withLimit(command, () => send(command, stream, node));
    if (policy.state !== CircuitState.Closed) {
      command.reject(new RedisNotAnswering(role));
      return command.promise;
    }
    withLimit(command, () => send(command, stream, node));
    policy.execute(() => command.promise).catch(() => undefined);
    return command.promise;
  };

  function withLimit(command: Command, go: () => unknown): unknown {
    // One turn of the loop later: an answer that came while this process was busy has been read by then.
    const timer = setTimeout(
      () =>
        setImmediate(() => {
          if (command.isSettled) return;
          timeouts().inc({ role });
          command.reject(new RedisTimeout(role, limitMs));
        }),
      limitMs,
    );
    const settled = () => clearTimeout(timer);
    command.promise.then(settled, settled);
    return go();
  }
  return Object.assign(client, { sendCommand: guarded });
}

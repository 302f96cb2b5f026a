import { AsyncLocalStorage } from 'node:async_hooks';
import { type IncomingMessage, Server, type ServerResponse } from 'node:http';
import { counter, histogram } from '#lib/platform/index.ts';
import { answerBusy } from './busy-answer.ts';
import { sayCrowd } from './crowd.ts';
import { type Entry, foremost, type Gate, lackMs, type Why } from './gate.ts';
import { type Kind, kindOf } from './kinds.ts';
import { watchedGate } from './watched-gate.ts';

type Ticket = { entry: Entry | null };
type Shared = {
  ballastAdmission?: { gate: Gate; tickets: AsyncLocalStorage<Ticket> };
  ballastPressedAt?: number;
};
// Next loads instrumentation, routes and the cache handler as separate copies of a module: one gate per process.
const shared = globalThis as Shared;

const pressedMs = 2_000;

function turnedAway(kind: Kind, why: Why): void {
  shared.ballastPressedAt = performance.now();
  if (foremost.includes(kind)) sayCrowd(performance.now());
  counter('ballast_admission_shed_total', 'Requests turned away, by what they are and why', [
    'kind',
    'why',
  ]).inc({
    kind,
    why,
  });
}

function waited(kind: Kind, milliseconds: number): void {
  if (foremost.includes(kind) && milliseconds > lackMs) {
    shared.ballastPressedAt = performance.now();
    sayCrowd(performance.now());
  }
  histogram(
    'ballast_admission_wait_seconds',
    'How long requests waited to be let in',
    ['kind'],
    [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 4],
  ).observe({ kind }, milliseconds / 1_000);
}

/**
 * Whether this process has turned somebody away in the last two seconds, or let in a cart or a checkout that had waited
 * long: of a crowd the edge turns most away, and web is asked by as many as it can just serve.
 */
export const isPressed = (): boolean =>
  performance.now() - (shared.ballastPressedAt ?? -pressedMs) < pressedMs;

/**
 * Puts the gate before every request of this process's servers. Call it before whatever is to see all requests, those
 * turned away too. Node has no other place before Next's handler.
 * @param metricsPort is not gated.
 * @param given when left out, a gate whose limit follows what the process sees of itself.
 */
export function admitRequests(metricsPort: number | undefined, given?: Gate): void {
  if (shared.ballastAdmission) return;
  const gate = given ?? watchedGate();
  const tickets = new AsyncLocalStorage<Ticket>();
  shared.ballastAdmission = { gate, tickets };
  const emit = Server.prototype.emit;
  Server.prototype.emit = function admitted(this: Server, event: string, ...args: unknown[]): boolean {
    const proceed = () => Reflect.apply(emit, this, [event, ...args]);
    if (event !== 'request') return proceed();
    const [request, response] = args as [IncomingMessage, ServerResponse];
    const { method = 'GET', url = '/', headers, socket } = request;
    // Four of ours hear of its end, and more of Next's than the ten that Node takes for a leak.
    response.setMaxListeners(24);
    const kind = socket.localPort === metricsPort ? null : kindOf(method, url, headers.cookie ?? '');
    if (kind === null) return proceed();
    // Whoever is let in later runs as part of its own request, not of the one that made room: traces hang on it.
    const here = AsyncLocalStorage.snapshot();
    const ticket: Ticket = { entry: null };
    const asked = gate.ask(kind, performance.now(), {
      start: (waitedMs, entry) => {
        waited(kind, waitedMs);
        // Here, since this is called before `ask` answers when there is room; a page may have got another place by then.
        ticket.entry = entry;
        here(() => tickets.run(ticket, proceed));
      },
      refuse: (why) => {
        if (why === 'left') return;
        turnedAway(kind, why);
        answerBusy(request, response, kind, gate.holdMs(kind, performance.now(), why));
      },
    });
    ticket.entry ??= asked;
    response.once('close', () => ticket.entry && gate.leave(ticket.entry, performance.now()));
    return true;
  };
}

/** For how long Varnish need not ask for another page to be made, in milliseconds, now that one was turned away. */
export const renderHoldMs = (): number =>
  shared.ballastAdmission?.gate.holdMs('browse', performance.now()) ?? 0;

/**
 * The page cache does not have the page that is being answered: asks whether it may be made now. It will be kept: a
 * search, which is hardly ever asked twice, is `browse` before it comes here.
 * @returns how long that had to wait for a place, in milliseconds; null when there is none. What is no visitor's request
 * is always let in.
 */
export async function admitRender(): Promise<number | null> {
  const admission = shared.ballastAdmission;
  const ticket = admission?.tickets.getStore();
  if (!admission || ticket?.entry?.kind !== 'cached') return 0;
  const { gate } = admission;
  // Its place is given back first: a process full of pages that wait to be made would let nobody else in.
  gate.leave(ticket.entry, performance.now());
  return new Promise((done) => {
    const answers = {
      start: (waitedMs: number) => {
        waited('browse', waitedMs);
        done(waitedMs);
      },
      refuse: (why: Why) => {
        if (why !== 'left') turnedAway('browse', why);
        done(null);
      },
    };
    ticket.entry = gate.ask('browse', performance.now(), answers, { refills: true });
  });
}

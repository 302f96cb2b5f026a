import { type IncomingMessage, Server, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { logger } from './log.ts';
import { beginDraining } from './readiness.ts';

/** Nobody sends anything any more when nothing came for so long. */
const quietMs = 800;
/** Then it ends whatever still comes: less than the supervisor waits. */
const longestMs = 10_000;
const isProbe = (path = '') => path.startsWith('/api/health');

type Shared = { ballastDrains?: { open: number; lastAt: number; ending: boolean } };
// Next loads instrumentation and routes as separate copies of a module: one count per process.
const shared = globalThis as Shared;

/**
 * Lets this process's servers end without losing a request: on SIGTERM it says that it is to be left out (`readiness`), goes
 * on to answer whoever has not heard yet, asks each connection to close, and ends when nothing is under way and nothing
 * came for 0.8 s, at the latest after 10 s. Then `flush` runs, and the process exits.
 */
export function drainOnSignal(flush: () => Promise<void>): void {
  if (shared.ballastDrains) return;
  const state = { open: 0, lastAt: 0, ending: false };
  shared.ballastDrains = state;
  const emit = Server.prototype.emit;
  Server.prototype.emit = function counted(this: Server, event: string, ...args: unknown[]): boolean {
    if (event === 'request') {
      const [request, response] = args as [IncomingMessage, ServerResponse];
      if (!isProbe(request.url)) {
        state.open += 1;
        state.lastAt = Date.now();
        response.once('close', () => {
          state.open -= 1;
        });
      }
      if (state.ending) response.setHeader('connection', 'close');
    }
    return Reflect.apply(emit, this, [event, ...args]);
  };
  const end = async (signal: NodeJS.Signals) => {
    if (state.ending) return;
    state.ending = true;
    beginDraining();
    const began = Date.now();
    state.lastAt = Math.max(state.lastAt, began);
    while (Date.now() - began < longestMs && (state.open > 0 || Date.now() - state.lastAt < quietMs)) {
      await wait(50);
    }
    logger('web').info({ signal, open: state.open, ms: Date.now() - began }, 'drained');
    await Promise.race([flush(), wait(3_000)]);
    process.exit(0);
  };
  process.on('SIGTERM', (signal) => void end(signal));
  process.on('SIGINT', (signal) => void end(signal));
}

import { AsyncLocalStorage } from 'node:async_hooks';
import { type IncomingMessage, Server, type ServerResponse } from 'node:http';

/** What no page is at: these are never shared, so nobody waits for another's. */
const never = /^(\/[a-z]{2}(-[a-z]+)?)?\/(api|_next|art|admin|account|cart|checkout|orders)(\/|$)/;
const waitersMax = 2_000;
/** For how long a page is waited for at most when its visitor has left. */
const abandonedMs = 30_000;

const rounds = new Map<string, (() => void)[]>();

/** The page an address leads to; searches are the same however they are typed. */
function pageOf(url = '/'): string | null {
  const [path = '/', query = ''] = url.split('?', 2);
  if (never.test(path)) return null;
  return query && path.endsWith('/search') ? `${path}?${query.toLowerCase()}` : path;
}

/**
 * Next lets a request join the render of the same page that is under way, also a render that began before a price
 * changed when the request came after the purge. So nobody joins: who comes while a page is being answered waits for
 * the end of that, and all who waited are answered by one new look at the page cache. A render goes on when its visitor
 * has left, so it is waited for too. Runs `start` now or then.
 */
function inTurn(page: string, response: ServerResponse, start: () => void): void {
  const waiting = rounds.get(page);
  if (waiting) {
    if (waiting.length >= waitersMax) {
      response.writeHead(503, { 'retry-after': '2', 'cache-control': 'no-store' }).end();
      return;
    }
    // It is another's answer that ends the wait: what follows belongs to this request's trace all the same.
    const inOwnTrace = AsyncLocalStorage.snapshot();
    waiting.push(() => inOwnTrace(() => void (response.destroyed || begin([response], page, start))));
    return;
  }
  begin([response], page, start);
}

// Open answers of the round under way; the next begins when the last has ended.
const open = new Map<string, number>();

function begin(responses: ServerResponse[], page: string, start: () => void): void {
  if (!rounds.has(page)) rounds.set(page, []);
  for (const response of responses) {
    open.set(page, (open.get(page) ?? 0) + 1);
    whenMade(response, () => end(page));
  }
  start();
}

/** Runs `done` when an answer was sent; or, when its visitor left before, when Next has done its work all the same. */
function whenMade(response: ServerResponse, done: () => void): void {
  response.once('close', () => {
    if (response.writableEnded) return done();
    const limit = setTimeout(over, abandonedMs);
    function over(): void {
      clearTimeout(limit);
      done();
    }
    Promise.resolve(working.get(response)).then(over, over);
  });
}

const working = new WeakMap<ServerResponse, unknown>();
const followed = new WeakSet<Server>();

/** Keeps what each listener of a server promises: Next's is asynchronous, and ends with its work. */
function follow(server: Server): void {
  if (followed.has(server)) return;
  followed.add(server);
  const listeners = server.rawListeners('request');
  server.removeAllListeners('request');
  for (const listener of listeners) {
    server.on('request', function followed(this: Server, request, response) {
      working.set(response, Reflect.apply(listener, this, [request, response]));
    });
  }
}

function end(page: string): void {
  const left = (open.get(page) ?? 1) - 1;
  if (left > 0) {
    open.set(page, left);
    return;
  }
  open.delete(page);
  const waiting = rounds.get(page) ?? [];
  rounds.delete(page);
  for (const next of waiting) next();
}

const patched = globalThis as { ballastTurns?: boolean };

/** Puts `inTurn` before every page request of this process's servers. Node has no other place before Next's handler. */
export function answerPagesInTurn(): void {
  if (patched.ballastTurns) return;
  patched.ballastTurns = true;
  const emit = Server.prototype.emit;
  Server.prototype.emit = function turns(this: Server, event: string, ...args: unknown[]): boolean {
    const [request, response] = args as [IncomingMessage, ServerResponse];
    if (event !== 'request' || (request.method !== 'GET' && request.method !== 'HEAD')) {
      return Reflect.apply(emit, this, [event, ...args]);
    }
    const page = pageOf(request.url);
    follow(this);
    if (page === null) return Reflect.apply(emit, this, [event, ...args]);
    inTurn(page, response, () => Reflect.apply(emit, this, [event, ...args]));
    return true;
  };
}

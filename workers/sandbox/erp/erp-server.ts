import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { appendLine, readLines } from '../jsonl.ts';

const orderSchema = z.looseObject({ orderId: z.string().min(1).max(120), number: z.number().int() });
const behaviourSchema = z.object({
  // lost_answer books or cancels the order and then drops the connection: the case that exactly-once is about.
  mode: z.enum(['ok', 'slow', 'error', 'refuse', 'down', 'lost_answer']),
  times: z.number().int().min(0).max(1_000_000).default(1),
  delayMs: z.number().int().min(0).max(60_000).default(8_000),
});
type Behaviour = z.infer<typeof behaviourSchema>;

type Booking = { id: string; key: string; digest: string; receivedAt: string; order: unknown };
/** One line for each key, also for an order that is not here (yet). */
type Cancellation = { cancels: string; key: string; receivedAt: string; request: unknown };
type Answer = { status: number; body: unknown };

const maxBodyBytes = 1_000_000;

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > maxBodyBytes) throw new Error('body too large');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

export type ErpServer = { url: string; close: () => Promise<void> };

/**
 * A small ERP: `POST /orders` with an `Idempotency-Key` books an order once and answers a repetition with the
 * first answer; `POST /orders/{orderId}/cancel` cancels it, 404 when it is not here, and refuses it (410) if it comes
 * later; `GET /orders` lists them; `POST /_sandbox/behaviour {mode, times}` makes it misbehave.
 */
export async function startErp(input: { port: number; file: string }): Promise<ErpServer> {
  const bookings = new Map<string, Booking>();
  const cancellations = new Map<string, Cancellation>();
  for (const line of readLines<Booking | Cancellation>(input.file)) {
    if ('cancels' in line) cancellations.set(line.key, line);
    else bookings.set(line.key, line);
  }
  let calls = 0;
  let behaviour: Behaviour = { mode: 'ok', times: 0, delayMs: 0 };

  function nextMode(): Behaviour['mode'] {
    if (behaviour.times <= 0) return 'ok';
    behaviour = { ...behaviour, times: behaviour.times - 1 };
    return behaviour.mode;
  }

  const idOf = (booking: Booking) => (booking.order as { orderId?: string }).orderId;
  const cancellationsOf = (orderId: string | undefined) =>
    [...cancellations.values()].filter(({ cancels }) => cancels === orderId);

  function book(key: string, body: string): Answer {
    const digest = createHash('sha256').update(body).digest('hex');
    const known = bookings.get(key);
    if (known) {
      if (known.digest !== digest) return { status: 422, body: { error: 'idempotency_key_reused' } };
      return { status: 200, body: { id: known.id, repeated: true } };
    }
    const order = orderSchema.safeParse(JSON.parse(body));
    if (!order.success) return { status: 400, body: { error: 'bad_order', issues: order.error.issues } };
    if (cancellationsOf(order.data.orderId).length > 0) return { status: 410, body: { error: 'cancelled' } };
    const id = `ERP-${String(bookings.size + 1).padStart(6, '0')}`;
    const booking = { id, key, digest, receivedAt: new Date().toISOString(), order: order.data };
    appendLine(input.file, booking);
    bookings.set(key, booking);
    return { status: 201, body: { id, repeated: false } };
  }

  function cancel(orderId: string, key: string, body: string): Answer {
    const repeated = cancellations.has(key);
    if (!repeated) {
      const request: unknown = JSON.parse(body);
      const cancellation = { cancels: orderId, key, receivedAt: new Date().toISOString(), request };
      appendLine(input.file, cancellation);
      cancellations.set(key, cancellation);
    }
    const booking = [...bookings.values()].find((one) => idOf(one) === orderId);
    if (!booking) return { status: 404, body: { error: 'unknown_order' } };
    return { status: 200, body: { id: booking.id, repeated } };
  }

  async function post(
    request: IncomingMessage,
    response: ServerResponse,
    act: (key: string, body: string) => Answer,
  ): Promise<void> {
    calls++;
    const mode = nextMode();
    if (mode === 'down') {
      request.socket.destroy();
      return;
    }
    const body = await readBody(request);
    if (mode === 'slow') await wait(behaviour.delayMs);
    if (mode === 'error') return answer(response, 500, { error: 'sandbox_error' });
    if (mode === 'refuse') return answer(response, 400, { error: 'sandbox_refusal' });
    const key = request.headers['idempotency-key'];
    if (typeof key !== 'string' || key.length < 8 || key.length > 120) {
      return answer(response, 400, { error: 'idempotency_key_missing' });
    }
    const result = act(key, body);
    if (mode === 'lost_answer') {
      request.socket.destroy();
      return;
    }
    answer(response, result.status, result.body);
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://erp');
    const route = `${request.method} ${url.pathname}`;
    if (route === 'POST /orders') return post(request, response, book);
    const [, cancels] = /^POST \/orders\/([^/]{1,120})\/cancel$/.exec(route) ?? [];
    if (cancels !== undefined) {
      return post(request, response, (key, body) => cancel(cancels, key, body));
    }
    if (route === 'GET /orders') {
      const orderId = url.searchParams.get('orderId');
      const all = [...bookings.values()];
      const found = orderId ? all.filter((booking) => idOf(booking) === orderId) : all.slice(-1_000);
      const orders = found.map((booking) => ({
        ...booking,
        cancellations: cancellationsOf(idOf(booking)).map(({ key, request }) => ({ key, request })),
      }));
      return answer(response, 200, { total: all.length, calls, orders });
    }
    if (route === 'POST /_sandbox/behaviour') {
      const wanted = behaviourSchema.safeParse(JSON.parse(await readBody(request)));
      if (!wanted.success)
        return answer(response, 400, { error: 'bad_behaviour', issues: wanted.error.issues });
      behaviour = wanted.data;
      return answer(response, 200, behaviour);
    }
    if (route === 'GET /health') return answer(response, 200, { ok: true });
    answer(response, 404, { error: 'not_found' });
  }

  const server = createServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) return;
      answer(response, 400, { error: 'bad_request', message: String(error) });
    });
  });
  server.requestTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(input.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

import { z } from 'zod';
import { applyOrderCommand, type LoadedOrder } from '#lib/orders/index.ts';
import { env, fetchInSpan, timedCall } from '#lib/platform/index.ts';
import { PermanentError } from '../errors.ts';
import { type Consumer, outside } from '../pipeline.ts';

const replySchema = z.object({ id: z.string().min(1).max(120) });
const timeoutMs = 5_000;
// Others of the 4xx mean that the order itself is refused: trying again cannot help.
const worthAnotherTry = new Set([408, 409, 425, 429]);

function toErp({ number, placedAt, state }: LoadedOrder) {
  return {
    orderId: state.id,
    number,
    placedAt: placedAt.toISOString(),
    customer: { name: state.name, email: state.email },
    shipTo: state.shippingAddress,
    shippingMethod: state.shippingMethod.id,
    lines: state.lines,
    shippingMinor: state.shippingMinor,
    taxMinor: state.taxMinor,
    totalMinor: state.totalMinor,
    currency: state.currency,
    payment: state.payment,
  };
}

type Answer = { ok: boolean; status: number; text: string };

/** Posts under an idempotency key. @throws when the ERP cannot be reached, or does not answer in time. */
function post(path: string, key: string, body: unknown, signal: AbortSignal): Promise<Answer> {
  return timedCall(
    'erp',
    async () => {
      const response = await fetchInSpan(new URL(path, env.ERP_URL), {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      return { ok: response.ok, status: response.status, text: await response.text() };
    },
    ({ status }) => status >= 500,
  );
}

function refusal({ status, text }: Answer): Error {
  const message = `The ERP answered ${status}: ${text.slice(0, 200)}`;
  return status < 500 && !worthAnotherTry.has(status) ? new PermanentError(message) : new Error(message);
}

const exported = outside<string | undefined>({
  act: async ({ event, order }, signal) => {
    if (order.state.status === 'cancelled') return undefined;
    const answer = await post('/orders', event.eventId, toErp(order), signal);
    if (!answer.ok) throw refusal(answer);
    return replySchema.parse(JSON.parse(answer.text)).id;
  },
  record: async (tx, { ctx, order }, erpReference) => {
    if (erpReference === undefined) return;
    await applyOrderCommand(tx, ctx, {
      orderId: order.state.id,
      command: { do: 'record_export', erpReference },
    });
  },
});

// Named by our id: of an export whose answer was lost we do not know the ERP's.
const cancelled = outside<void>({
  act: async ({ event, order }, signal) => {
    const { id: orderId, stock, cancelReason: reason, erpReference } = order.state;
    const wasPromisedUnits = stock === 'committed' || stock === 'returned';
    if (!wasPromisedUnits) return;
    const body = { orderId, number: order.number, reason, cancelledAt: event.recordedAt.toISOString() };
    const answer = await post(`/orders/${orderId}/cancel`, event.eventId, body, signal);
    // It never got the order: skipped, or parked. One that it confirmed and does not know is for staff to look into.
    if (answer.status === 404 && erpReference === null) return;
    if (!answer.ok) throw refusal(answer);
  },
  record: async () => {},
});

/**
 * Exports an order whose units are taken, and cancels it there when it is cancelled here. The event id is the
 * idempotency key: the ERP does each once. An export that may have arrived, though nobody heard so, is cancelled as well.
 */
export const erp: Consumer = {
  name: 'erp',
  on: { StockCommitted: exported, OrderCancelled: cancelled },
};

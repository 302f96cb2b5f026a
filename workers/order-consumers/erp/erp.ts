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

async function post(key: string, order: LoadedOrder, signal: AbortSignal) {
  const response = await fetchInSpan(new URL('/orders', env.ERP_URL), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(toErp(order)),
    signal,
  });
  return { ok: response.ok, status: response.status, text: await response.text() };
}

/** Exports an order whose units are taken. The event id is the idempotency key: the ERP books it once. */
export const erp: Consumer = {
  name: 'erp',
  on: {
    StockCommitted: outside<string | undefined>({
      act: async ({ event, order }, signal) => {
        if (order.state.status === 'cancelled') return undefined;
        const { ok, status, text } = await timedCall(
          'erp',
          () => post(event.eventId, order, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])),
          (answer) => answer.status >= 500,
        );
        if (!ok) {
          const message = `The ERP answered ${status}: ${text.slice(0, 200)}`;
          const refused = status < 500 && !worthAnotherTry.has(status);
          throw refused ? new PermanentError(message) : new Error(message);
        }
        return replySchema.parse(JSON.parse(text)).id;
      },
      record: async (tx, { ctx, order }, erpReference) => {
        if (erpReference === undefined) return;
        await applyOrderCommand(tx, ctx, {
          orderId: order.state.id,
          command: { do: 'record_export', erpReference },
        });
      },
    }),
  },
};

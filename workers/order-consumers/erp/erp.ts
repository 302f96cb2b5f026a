import { z } from 'zod';
import { applyOrderCommand, type LoadedOrder } from '#lib/orders/index.ts';
import { env } from '#lib/platform/index.ts';
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

/** Exports an order whose units are taken. The event id is the idempotency key: the ERP books it once. */
export const erp: Consumer = {
  name: 'erp',
  on: {
    StockCommitted: outside<string | undefined>({
      act: async ({ event, order }, signal) => {
        if (order.state.status === 'cancelled') return undefined;
        const response = await fetch(new URL('/orders', env.ERP_URL), {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': event.eventId },
          body: JSON.stringify(toErp(order)),
          signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        });
        const text = await response.text();
        if (!response.ok) {
          const message = `The ERP answered ${response.status}: ${text.slice(0, 200)}`;
          const refused = response.status < 500 && !worthAnotherTry.has(response.status);
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

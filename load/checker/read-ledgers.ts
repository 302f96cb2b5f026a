import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { db, env } from '#lib/platform/index.ts';
import type { Charge, Hold, Ledgers } from './types.ts';

/** What the sandboxes have written to disk; a last line that a kill cut off was never acknowledged. */
function lines(file: string): unknown[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line) as unknown];
      } catch {
        return [];
      }
    });
}

const intentSchema = z.object({
  kind: z.literal('intent'),
  value: z.object({
    id: z.string(),
    amount: z.number(),
    status: z.string(),
    metadata: z.record(z.string(), z.string()),
  }),
});
const refundSchema = z.object({
  kind: z.literal('refund'),
  value: z.object({ id: z.string(), amount: z.number(), intent: z.string(), status: z.string().optional() }),
});

const adyenPaymentSchema = z.object({
  kind: z.literal('adyen_payment'),
  value: z.object({
    psp: z.string(),
    amount: z.number(),
    status: z.string(),
    captured: z.number(),
    checkoutId: z.string(),
  }),
});
const adyenRefundSchema = z.object({
  kind: z.literal('adyen_refund'),
  value: z.object({
    psp: z.string(),
    amount: z.number(),
    payment: z.string(),
    status: z.string().optional(),
  }),
});

/** Every row of the gateways' ledger, each as it was written last. */
function gatewayRows(folder: string): unknown[] {
  return lines(join(folder, 'gateway.jsonl')).flatMap((line) => [
    line,
    ...((line as { also?: unknown[] }).also ?? []),
  ]);
}

function adyenLedger(rows: unknown[]): { charges: Charge[]; holds: Hold[] } {
  const payments = new Map<string, z.infer<typeof adyenPaymentSchema>['value']>();
  const refunds = new Map<string, z.infer<typeof adyenRefundSchema>['value']>();
  for (const row of rows) {
    const payment = adyenPaymentSchema.safeParse(row);
    if (payment.success) payments.set(payment.data.value.psp, payment.data.value);
    const refund = adyenRefundSchema.safeParse(row);
    if (refund.success) refunds.set(refund.data.value.psp, refund.data.value);
  }
  const returned = new Map<string, number>();
  for (const { payment, amount, status } of refunds.values()) {
    if (status === 'failed') continue;
    returned.set(payment, (returned.get(payment) ?? 0) + amount);
  }
  const all = [...payments.values()];
  return {
    charges: all
      .filter(({ captured }) => captured > 0)
      .map(({ psp, captured, checkoutId }) => ({
        gateway: 'adyen',
        reference: psp,
        checkoutId,
        amountMinor: captured,
        refundedMinor: returned.get(psp) ?? 0,
      })),
    holds: all
      .filter(({ status, captured }) => status === 'authorised' && captured === 0)
      .map(({ psp, amount, checkoutId }) => ({
        gateway: 'adyen',
        reference: psp,
        checkoutId,
        amountMinor: amount,
      })),
  };
}

function stripeCharges(rows: unknown[]): Charge[] {
  const intents = new Map<string, z.infer<typeof intentSchema>['value']>();
  const refunds = new Map<string, z.infer<typeof refundSchema>['value']>();
  for (const row of rows) {
    const intent = intentSchema.safeParse(row);
    if (intent.success) intents.set(intent.data.value.id, intent.data.value);
    const refund = refundSchema.safeParse(row);
    if (refund.success) refunds.set(refund.data.value.id, refund.data.value);
  }
  const returned = new Map<string, number>();
  for (const { intent, amount, status } of refunds.values()) {
    if (status === 'failed') continue;
    returned.set(intent, (returned.get(intent) ?? 0) + amount);
  }
  return [...intents.values()]
    .filter(({ status }) => status === 'succeeded')
    .map(({ id, amount, metadata }) => ({
      gateway: 'stripe',
      reference: id,
      checkoutId: metadata.checkout_id ?? '',
      amountMinor: amount,
      refundedMinor: returned.get(id) ?? 0,
    }));
}

const erpSchema = z.union([
  z.object({ cancels: z.string() }),
  z.object({ order: z.looseObject({ orderId: z.string() }) }),
]);
const mailSchema = z.object({ messageId: z.string() });

/**
 * Reads every ledger of this stack: the sandboxes' files and the tables that are only ever appended to. Orders that were
 * imported from elsewhere are left out: their other parties' ledgers are not here.
 */
export async function readLedgers(folder = join(env.DATA_DIR, 'sandbox')): Promise<Ledgers> {
  const [events, stock, movements, facts, points] = await Promise.all([
    db().$queryRaw<Ledgers['events']>`
      SELECT order_id AS orderId, version, event_id AS eventId, type, data FROM order_events e
      WHERE NOT EXISTS (SELECT 1 FROM order_events f WHERE f.order_id = e.order_id AND f.version = 1
                        AND JSON_EXISTS(f.metadata, '$.imported'))`,
    db().$queryRaw<{ sku: string; onHand: number; ledgerSum: unknown }[]>`
      SELECT s.sku, s.on_hand AS onHand, COALESCE(SUM(l.delta), 0) AS ledgerSum
      FROM stock_items s LEFT JOIN stock_ledger l ON l.sku = s.sku GROUP BY s.sku, s.on_hand`,
    db().$queryRaw<Ledgers['movements']>`
      SELECT sku, delta, reference FROM stock_ledger WHERE reason = 'order'`,
    db().$queryRaw<
      Ledgers['facts']
    >`SELECT event_id AS eventId, order_id AS orderId, type FROM analytics_facts`,
    db().$queryRaw<Ledgers['points']>`SELECT order_id AS orderId, points FROM loyalty_entries`,
  ]);
  const rows = gatewayRows(folder);
  const adyen = adyenLedger(rows);
  const erp = lines(join(folder, 'erp.jsonl')).map((line) => erpSchema.parse(line));
  return {
    charges: [...stripeCharges(rows), ...adyen.charges],
    holds: adyen.holds,
    events: events.map((event) => ({
      ...event,
      data: typeof event.data === 'string' ? (JSON.parse(event.data) as unknown) : event.data,
    })),
    stock: stock.map((row) => ({ ...row, ledgerSum: Number(row.ledgerSum) })),
    movements,
    bookings: erp.flatMap((line) => ('order' in line ? [{ orderId: line.order.orderId }] : [])),
    cancellations: erp.flatMap((line) => ('cancels' in line ? [{ orderId: line.cancels }] : [])),
    mails: lines(join(folder, 'mail-ledger.jsonl')).map((line) => mailSchema.parse(line)),
    facts,
    points,
  };
}

import { parseArgs } from 'node:util';
import { verifyStock } from '#lib/inventory/index.ts';
import { checkArithmetic, rebuildReadModel, walkOrders } from '#lib/orders/index.ts';
import { gateway } from '#lib/payments/index.ts';
import { closeDb } from '#lib/platform/index.ts';
import { rebuildEffects } from '#workers/order-consumers/rebuild-effects.ts';

const shown = 50;

function report(what: string, checked: number, wrong: readonly string[]): void {
  console.log(`${what}: ${checked} checked, ${wrong.length} different`);
  for (const line of wrong.slice(0, shown)) console.log(`  ${line}`);
  if (wrong.length > shown) console.log(`  and ${wrong.length - shown} more`);
}

/** Writes orders, loyalty points and analytics facts anew from the events. @returns how many were different. */
async function rebuild(): Promise<number> {
  const orders = await rebuildReadModel('all');
  report('orders', orders.checked, orders.repaired);
  const effects: string[] = [];
  let checked = 0;
  for await (const history of walkOrders()) {
    checked++;
    effects.push(...(await rebuildEffects(history)));
  }
  report('loyalty points and analytics facts of orders', checked, effects);
  return orders.repaired.length + effects.length;
}

/** Holds each order against its own arithmetic and the gateway that took its payment. @returns how many are wrong. */
async function verify(limit: number): Promise<number> {
  const wrong: string[] = [];
  let checked = 0;
  let unanswered = 0;
  for await (const { orderId, events, state } of walkOrders()) {
    if (checked++ >= limit) break;
    wrong.push(...checkArithmetic(state).map((sentence) => `${orderId}: ${sentence}`));
    const { payment, capturedMinor } = state;
    // What was imported was paid elsewhere.
    if (!payment || capturedMinor === 0 || events[0]?.metadata.imported) continue;
    const since = new Date((events[0]?.recordedAt.getTime() ?? 0) - 3_600_000);
    const found = await gateway(payment.gateway).lookUp({
      reference: payment.reference,
      idempotencyKey: state.checkoutId,
      createdAfter: since,
      amountMinor: capturedMinor,
      currency: state.currency,
    });
    if (found.kind === 'unknown') unanswered++;
    else if (found.kind === 'not_found' || found.outcome.kind !== 'captured') {
      wrong.push(`${orderId}: ${payment.gateway} knows no capture of ${payment.reference}`);
    } else if (found.outcome.amountMinor !== capturedMinor) {
      wrong.push(
        `${orderId}: ${payment.gateway} captured ${found.outcome.amountMinor}, not ${capturedMinor}`,
      );
    }
  }
  report('orders and their payments', Math.min(checked, limit), wrong);
  if (unanswered > 0) console.log(`  ${unanswered} payments could not be asked about`);
  const stock = await verifyStock();
  report('stock and its ledger', stock.checked, stock.wrong);
  return wrong.length + stock.wrong.length + unanswered;
}

/** `npm run orders -- rebuild | verify`: exit code 1 when anything was different. */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { limit: { type: 'string', default: '1000000' } },
});
const [command] = positionals;
if (command !== 'rebuild' && command !== 'verify') {
  console.error(`npm run orders -- rebuild         read models anew from the events, and what was different
npm run orders -- verify          each order's arithmetic, its payment at the gateway, and the stock's ledger
                 --limit N        only the first N orders`);
  process.exit(2);
}
const different = command === 'rebuild' ? await rebuild() : await verify(Number(values.limit));
await closeDb();
process.exit(different === 0 ? 0 : 1);

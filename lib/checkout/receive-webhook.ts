import { gateway } from '#lib/payments/index.ts';
import { type Ctx, ok, type Result } from '#lib/platform/index.ts';
import {
  findByGatewayReference,
  findCheckout,
  markWebhookProcessed,
  storeWebhook,
} from './checkout.repository.ts';
import { applyOutcome, settle } from './settle.ts';

/**
 * Takes a gateway's webhook: verified on the raw body, stored once under `(gateway, event id)`, then the checkout it
 * speaks of is settled by asking the gateway. What the event claims is a hint; order and repetition do not matter.
 */
export async function receiveWebhook(
  ctx: Ctx,
  input: { gateway: string; rawBody: string; signature: string },
): Promise<Result<{ known: boolean }, { kind: 'bad_signature' }>> {
  const source = gateway(input.gateway);
  const event = source.verifyWebhook(input.rawBody, input.signature);
  if (!event.ok) return event;
  const { id, type, checkoutId, reference, payload } = event.value;
  const fresh = await storeWebhook(ctx, { gateway: source.name, eventId: id, type, payload });
  const checkout =
    (reference ? await findByGatewayReference(source.name, reference) : null) ??
    (checkoutId ? await findCheckout(checkoutId) : null);
  if (checkout) {
    const settled = await settle(ctx, checkout.id);
    // A capture for an attempt the checkout has left behind goes back at once.
    const attempt = settled?.attempts.find(({ gatewayRef }) => gatewayRef === reference);
    if (settled && attempt?.status === 'abandoned' && reference) {
      const found = await source.lookUp({
        reference,
        idempotencyKey: attempt.idempotencyKey,
        createdAfter: attempt.createdAt,
      });
      if (found.kind === 'found' && found.outcome.kind === 'captured') {
        await applyOutcome(ctx, settled, attempt, found.outcome);
      }
    }
  }
  await markWebhookProcessed(ctx, source.name, id);
  return ok({ known: !fresh });
}

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db, inTrace } from '#lib/platform/index.ts';
import { startTracing } from '#lib/tracing/index.ts';
import { answerBank, openShop, tokens } from './checkout.fixtures.ts';
import { findCheckout } from './checkout.repository.ts';
import { placeOrder, processWebhook, reconcileCheckouts } from './index.ts';
import { storeWebhook } from './webhook.repository.ts';

let shop: Awaited<ReturnType<typeof openShop>>;
const tracing = startTracing('test');
beforeAll(async () => {
  shop = await openShop();
});
afterAll(async () => {
  await tracing.stop();
  await shop.close();
});

test.each(['a webhook', 'the reconciler'])(
  'an order that %s completes is in the trace of its purchase',
  async (who) => {
    const { ctx } = shop;
    const traceId = randomUUID().replaceAll('-', '');
    const input = await shop.order({ paymentToken: tokens.stripe.challenge });
    const answer = await inTrace(`00-${traceId}-00f067aa0ba902b7-01`, () => placeOrder(ctx, input));
    if (!answer.ok || answer.value.status !== 'requires_action') throw new Error(JSON.stringify(answer));
    await answerBank(answer.value.actionUrl, 'approve');
    if (who === 'a webhook') {
      const { checkoutId } = input;
      const event = {
        id: randomUUID(),
        type: 'payment_intent.succeeded',
        checkoutId,
        attemptKey: null,
        reference: null,
        payload: {},
      };
      await storeWebhook(ctx, 'stripe', event);
      await processWebhook(ctx, { gateway: 'stripe', eventId: event.id });
    } else {
      shop.clock.ahead = 31 * 60_000;
      await reconcileCheckouts(ctx);
    }
    const orderId = (await findCheckout(input.checkoutId))?.orderId ?? '';
    const [placed] = await db().orderEvent.findMany({
      where: { orderId },
      orderBy: { version: 'asc' },
      take: 1,
    });
    expect((placed?.metadata as { trace?: string } | undefined)?.trace).toContain(traceId);
  },
);

import { type Ctx, err, ok, type Result } from '#lib/platform/index.ts';
import { isOrderId } from './load-order.ts';
import { unparkEffect } from './orders.repository.ts';

/**
 * Runs a parked effect again, with a fresh count of tries. Safe to press twice.
 * Fails with `not_failed` when there is no such effect, or it is not parked.
 */
export async function retryEffect(
  ctx: Ctx,
  input: { consumer: string; eventId: string },
): Promise<Result<void, { kind: 'not_failed' }>> {
  if (!isOrderId(input.eventId) || input.consumer.length > 32) return err({ kind: 'not_failed' });
  return (await unparkEffect(input, ctx.now())) ? ok(undefined) : err({ kind: 'not_failed' });
}

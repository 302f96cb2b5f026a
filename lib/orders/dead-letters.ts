import { type Ctx, err, ok, type Result, withTransaction } from '#lib/platform/index.ts';
import { applyOrderCommand } from './append-order-events.ts';
import { dismissFailed, failedEffects, unparkEffect } from './effects.repository.ts';
import { isOrderId } from './load-order.ts';
import type { DeadLetters } from './types.ts';

const pageSize = 25;

type Key = { consumer: string; eventId: string };
type NotFailed = { kind: 'not_failed' };

const notFailed = err<NotFailed>({ kind: 'not_failed' });
const isKey = ({ consumer, eventId }: Key): boolean => isOrderId(eventId) && consumer.length <= 32;

/** Effects that are parked for staff, the latest first, 25 a page. */
export async function listDeadLetters(input: { page: number }): Promise<DeadLetters> {
  const { letters, total } = await failedEffects({ page: input.page, size: pageSize });
  return { letters, page: input.page, pages: Math.max(1, Math.ceil(total / pageSize)), total };
}

/**
 * Runs a parked effect again, with a fresh count of tries; audited with the note. Safe to press twice.
 * Fails with `not_failed` when there is no such effect, or it is not parked.
 */
export async function retryEffect(
  ctx: Ctx,
  input: Key & { note?: string },
): Promise<Result<void, NotFailed>> {
  if (!isKey(input)) return notFailed;
  return (await unparkEffect(ctx, input)) ? ok(undefined) : notFailed;
}

/**
 * Gives a parked effect up: it will never run. Audited with the note, which says why. A refund given up counts as failed,
 * so that another can be asked for.
 * Fails with `not_failed` when there is no such effect, or it is not parked.
 */
export async function dismissEffect(
  ctx: Ctx,
  input: Key & { note: string },
): Promise<Result<void, NotFailed>> {
  if (!isKey(input)) return notFailed;
  return withTransaction(async (tx) => {
    const dismissed = await dismissFailed(tx, ctx, input);
    if (!dismissed) return notFailed;
    const { orderId, known } = dismissed;
    if (input.consumer !== 'refunds' || known?.type !== 'RefundRequested') return ok(undefined);
    const { refundId } = known.data;
    const command = { do: 'fail_refund' as const, refundId, reason: `set aside, ${input.note}` };
    const failed = await applyOrderCommand(tx, ctx, { orderId, command });
    if (!failed.ok) throw new Error(`Refund ${refundId} of order ${orderId}: ${failed.error.message}`);
    return ok(undefined);
  });
}

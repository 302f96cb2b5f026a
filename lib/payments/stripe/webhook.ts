import { z } from 'zod';
import type { FailedRefund, Told } from '../types.ts';

const refundFailedSchema = z.object({
  data: z.object({
    object: z.object({
      id: z.string(),
      amount: z.number(),
      failure_reason: z.string().nullish(),
      metadata: z.record(z.string(), z.string()).nullish(),
    }),
  }),
});

/** The refund that a webhook says has failed. */
export function failedRefund({ type, payload }: Told): FailedRefund | null {
  if (type !== 'refund.failed') return null;
  const { id, amount, failure_reason, metadata } = refundFailedSchema.parse(payload).data.object;
  return {
    idempotencyKey: metadata?.refund_id ?? null,
    reference: id,
    amountMinor: amount,
    reason: failure_reason?.replaceAll('_', ' ') ?? 'refund failed',
  };
}

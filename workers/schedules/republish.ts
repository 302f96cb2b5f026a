import { type Ctx, logger } from '#lib/platform/index.ts';
import { unsendUnconfirmed } from '#workers/outbox-relay/outbox.repository.ts';

const batch = 500;

/**
 * Sends again what was sent more than `afterMs` ago and is still unconfirmed: the queue's Redis may have lost
 * everything. A double costs nothing, consumers recognise it. Answers how many rows.
 */
export async function republishUnconfirmed(ctx: Ctx, afterMs = 90_000): Promise<number> {
  const count = await unsendUnconfirmed(new Date(ctx.now().getTime() - afterMs), batch);
  if (count > 0) logger('republisher').warn({ count }, 'sent again what no consumer has confirmed');
  return count;
}

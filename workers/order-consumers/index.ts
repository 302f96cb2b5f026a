import type { ConsumerName } from '#lib/orders/index.ts';
import { analytics } from './analytics/analytics.ts';
import { email } from './email/email.ts';
import { erp } from './erp/erp.ts';
import { inventory } from './inventory/inventory.ts';
import { loyalty } from './loyalty/loyalty.ts';
import type { Consumer } from './pipeline.ts';
import { refunds } from './refunds/refunds.ts';

/** What happens when an order changes: each consumer is a folder, and hears what `lib/orders/subscriptions.ts` says. */
export const consumers: Record<ConsumerName, Consumer> = {
  inventory,
  refunds,
  erp,
  email,
  analytics,
  loyalty,
};

export { handle, retryPolicy, startConsumer } from './pipeline.ts';

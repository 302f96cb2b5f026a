import { attemptsOf, webhooksOf } from './payment-story.repository.ts';
import type { AttemptState } from './states.ts';

/** One try to pay, as our record has it now. Amounts in minor units. */
export type StoryAttempt = {
  key: string;
  gateway: string;
  status: AttemptState;
  amountMinor: number;
  currency: string;
  reference: string | null;
  errorCode: string | null;
  createdAt: Date;
  updatedAt: Date;
};

/** One thing a gateway told us by itself. */
export type StoryWebhook = {
  gateway: string;
  eventId: string;
  type: string;
  attemptKey: string | null;
  receivedAt: Date;
  processedAt: Date | null;
};

export type PaymentStory = { attempts: StoryAttempt[]; webhooks: StoryWebhook[] };

/** The tries to pay of a checkout and what its gateways have said of them, each oldest first. */
export async function paymentStory(checkoutId: string): Promise<PaymentStory> {
  const [attempts, webhooks] = await Promise.all([attemptsOf(checkoutId), webhooksOf(checkoutId)]);
  return { attempts, webhooks };
}

export type GatewayBelief = {
  gateway: string;
  /** The last thing it said by then; null while it had only been asked. */
  lastSaid: { type: string; at: Date } | null;
  /** Tries made there by then. */
  tries: number;
  /** What our record says, once it was last written by then; null while the outcome was open. */
  record: { status: AttemptState; at: Date } | null;
};

/**
 * What each gateway had said by a moment, and what we had written down: where the two differ, money was on its way.
 * Gateways that had not been asked by then are left out.
 */
export function beliefsAt({ attempts, webhooks }: PaymentStory, at: Date): GatewayBelief[] {
  const asked = attempts.filter(({ createdAt }) => createdAt <= at);
  return [...Map.groupBy(asked, ({ gateway }) => gateway)].map(([gateway, tries]) => {
    const said = webhooks.findLast((one) => one.gateway === gateway && one.receivedAt <= at);
    const last = tries.at(-1);
    const known = last !== undefined && last.updatedAt <= at && last.status !== 'started';
    return {
      gateway,
      tries: tries.length,
      lastSaid: said ? { type: said.type, at: said.receivedAt } : null,
      record: known ? { status: last.status, at: last.updatedAt } : null,
    };
  });
}

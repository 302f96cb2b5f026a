import { expect, test } from 'vitest';
import { beliefsAt, type PaymentStory, type StoryAttempt } from './payment-story.ts';

const at = (second: number) => new Date(Date.UTC(2026, 10, 26, 12, 0, second));
const attempt = (
  gateway: string,
  from: number,
  to: number,
  status: StoryAttempt['status'],
): StoryAttempt => ({
  key: `${gateway}-1`,
  gateway,
  status,
  amountMinor: 1_000,
  currency: 'EUR',
  reference: null,
  errorCode: null,
  createdAt: at(from),
  updatedAt: at(to),
});

// The first gateway captured and did not answer; the customer paid at the second; the first was then given back.
const story: PaymentStory = {
  attempts: [attempt('stripe', 1, 40, 'unwound'), attempt('adyen', 10, 11, 'captured')],
  webhooks: [
    {
      gateway: 'stripe',
      eventId: 'e1',
      type: 'payment_intent.succeeded',
      attemptKey: 'stripe-1',
      receivedAt: at(20),
      processedAt: at(21),
    },
  ],
};

test('what a gateway had said, and what we had written down, are told as of a moment', () => {
  expect(beliefsAt(story, at(0))).toEqual([]);
  expect(beliefsAt(story, at(5))).toEqual([{ gateway: 'stripe', tries: 1, lastSaid: null, record: null }]);
  expect(beliefsAt(story, at(25))).toEqual([
    { gateway: 'stripe', tries: 1, lastSaid: { type: 'payment_intent.succeeded', at: at(20) }, record: null },
    { gateway: 'adyen', tries: 1, lastSaid: null, record: { status: 'captured', at: at(11) } },
  ]);
  expect(beliefsAt(story, at(50))[0]?.record).toEqual({ status: 'unwound', at: at(40) });
});

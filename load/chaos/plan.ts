import { between, pick, seeded } from '../random.ts';

/** All that is random in a run, from its seed: the same seed makes the same victims, faults and shoppers. */

export const victims = [
  'web-1',
  'web-2',
  'worker-relay',
  'worker-inventory',
  'worker-refunds',
  'worker-erp',
  'worker-email',
  'worker-analytics',
  'worker-loyalty',
  'worker-checkout-reconciler',
  'worker-payment-webhooks',
  'worker-others',
  'redis-queue',
  'sandbox',
  'mariadb',
] as const;
export type Victim = (typeof victims)[number];

/** Whom to kill next, and how long after the last kill. Everybody's turn comes before anybody's second. */
export function* kills(seed: number): Generator<{ afterMs: number; victim: Victim }, never> {
  const random = seeded(seed);
  for (;;) {
    const round = [...victims];
    while (round.length > 0) {
      const victim = pick(random, round);
      round.splice(round.indexOf(victim), 1);
      yield { afterMs: between(random, 1_500, 4_000), victim };
    }
  }
}

export type Fault = {
  at: 'gateway' | 'erp' | 'mail';
  body: {
    gateway?: 'stripe' | 'adyen';
    mode?: string;
    webhooks?: string;
    times: number;
    delayMs?: number;
  };
};

/** Long enough that the breaker opens and customers pay at the other gateway; the next order ends it. */
const outage = 60;
const atGateway: readonly Omit<Fault['body'], 'gateway'>[] = [
  { mode: 'error500', times: 4 },
  { mode: 'reset', times: 3 },
  { mode: 'reset_after', times: 3 },
  { mode: 'timeout_before', times: 2 },
  { mode: 'timeout_after', times: 2 },
  { mode: 'slow', times: 3 },
  { mode: 'decline', times: 1 },
  { mode: 'twice', times: 3 },
  { mode: 'down', times: outage },
  { webhooks: 'late', times: 5, delayMs: 4_000 },
  { webhooks: 'never', times: 5 },
  { webhooks: 'twice', times: 5 },
  { webhooks: 'before', times: 5 },
  { webhooks: 'shuffled', times: 6 },
];

const faults: readonly Fault[] = [
  // Twice as often as the backup: most payments go there.
  ...atGateway.map((body): Fault => ({ at: 'gateway', body: { gateway: 'stripe', ...body } })),
  ...atGateway
    .filter((_, index) => index % 2 === 1)
    .map((body): Fault => ({ at: 'gateway', body: { gateway: 'adyen', ...body } })),
  { at: 'erp', body: { mode: 'lost_answer', times: 3 } },
  { at: 'erp', body: { mode: 'error', times: 3 } },
  { at: 'erp', body: { mode: 'down', times: 3 } },
  { at: 'erp', body: { mode: 'slow', times: 1, delayMs: 6_000 } },
  { at: 'mail', body: { mode: 'busy', times: 3 } },
  { at: 'mail', body: { mode: 'lost_answer', times: 1 } },
];

/** Which third party misbehaves next, how, and how long after the last fault. */
export function* faultsOf(seed: number): Generator<{ afterMs: number; fault: Fault }, never> {
  const random = seeded(seed ^ 0x5eed);
  for (;;) yield { afterMs: between(random, 300, 1_500), fault: pick(random, faults) };
}

export type ShopperPlan = {
  skus: string[];
  /** Cards tried one after the other; the last one is good, or the shopper gives up. */
  cards: string[];
  /** Pays in two tabs at once. */
  twice: boolean;
  checkoutId: string;
};

const good = ['4242424242424242', '5555555555554444', '378282246310005'];
const bad = ['4000000000000002', '4000000000009995', '4000000000000119'];

/** What the `index`-th shopper does. */
export function shopperPlan(seed: number, index: number, skus: readonly string[]): ShopperPlan {
  const random = seeded(seed * 1_000_003 + index);
  const refusals = random() < 0.15 ? between(random, 1, 2) : 0;
  const givesUp = refusals > 0 && random() < 0.3;
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
  return {
    skus: Array.from({ length: between(random, 1, 3) }, () => pick(random, skus)),
    cards: [
      ...Array.from({ length: refusals }, () => pick(random, bad)),
      ...(givesUp ? [] : [pick(random, good)]),
    ],
    twice: random() < 0.1,
    checkoutId: `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`,
  };
}

import { env, gauge, hasSecretsOf } from '#lib/platform/index.ts';
import { adyenGateway } from './adyen/adyen-gateway.ts';
import { breakerReports, reportBreaker } from './breaker-reports.ts';
import { stripeGateway } from './stripe/stripe-gateway.ts';
import { traced } from './traced.ts';
import { type BreakerState, type GatewayName, gatewayNames, type PaymentGateway } from './types.ts';

// Next loads a module more than once: one breaker per process, not per copy.
const shared = globalThis as { ballastGateways?: Map<GatewayName, PaymentGateway> };
/** Another process's open breaker counts for as long as it would wait before it probes. */
const reportCountsMs = 12_000;

const makers: Record<GatewayName, () => PaymentGateway> = {
  stripe: () =>
    stripeGateway({
      secretKey: env.STRIPE_SECRET_KEY,
      webhookSecret: env.STRIPE_WEBHOOK_SECRET,
      apiBase: env.STRIPE_API_BASE,
      onState: (state) => reportBreaker('stripe', state),
    }),
  adyen: () =>
    adyenGateway({
      apiKey: env.ADYEN_API_KEY,
      merchantAccount: env.ADYEN_MERCHANT_ACCOUNT,
      hmacKey: env.ADYEN_HMAC_KEY,
      livePrefix: env.ADYEN_LIVE_PREFIX,
      apiBase: env.ADYEN_API_BASE,
      currency: env.SHOP_CURRENCY,
      onState: (state) => reportBreaker('adyen', state),
    }),
};

/** The gateways that take new payments (`PAYMENT_GATEWAYS`), the most preferred first. */
export function gateways(): PaymentGateway[] {
  return env.PAYMENT_GATEWAYS.map((name) => gateway(name));
}

/**
 * A gateway by name, null when its secrets are not there. Also one that takes no new payments any more: what was paid at
 * it is still looked up, given back and told of by its webhooks.
 */
export function findGateway(name: string): PaymentGateway | null {
  const known = gatewayNames.find((one) => one === name);
  if (!known || !hasSecretsOf(known)) return null;
  if (!shared.ballastGateways) {
    shared.ballastGateways = new Map();
    exportBreakers();
  }
  const made = shared.ballastGateways.get(known) ?? traced(makers[known]());
  shared.ballastGateways.set(known, made);
  return made;
}

/** As `findGateway`. @throws Error when it is not there. */
export function gateway(name: string): PaymentGateway {
  const found = findGateway(name);
  if (!found) throw new Error(`No payment gateway ${name}`);
  return found;
}

/** The gateway new payments go to while all are well. @throws Error when none is configured. */
export function primaryGateway(): PaymentGateway {
  const [first] = gateways();
  if (!first) throw new Error('PAYMENT_GATEWAYS names no gateway');
  return first;
}

/** This process's breakers. */
export function breakerStates(): { gateway: GatewayName; state: BreakerState }[] {
  return gateways().map((one) => ({ gateway: one.name, state: one.breaker() }));
}

const levels: Record<BreakerState, number> = { closed: 0, half_open: 0.5, open: 1 };

function exportBreakers(): void {
  const help = "This process's circuit breakers: 0 closed, 0.5 half open, 1 open";
  gauge('ballast_breaker_state', help, ['gateway'], (metric) => {
    for (const { gateway: name, state } of breakerStates()) metric.set({ gateway: name }, levels[state]);
  });
}

/** Another gateway to pay at while `name` is away, or null: none configured, or all of them open. */
export function backupFor(name: string): PaymentGateway | null {
  return gateways().find((one) => one.name !== name && one.breaker() !== 'open') ?? null;
}

export type PublicGateway =
  | { gateway: 'stripe'; publishableKey: string; sandboxUrl: string | null }
  | { gateway: 'adyen'; clientKey: string; environment: 'test' | 'live'; sandboxUrl: string | null };

const publicConfigs: Record<GatewayName, () => PublicGateway> = {
  stripe: () => ({
    gateway: 'stripe',
    publishableKey: env.STRIPE_PUBLISHABLE_KEY,
    sandboxUrl: env.STRIPE_API_BASE || null,
  }),
  adyen: () => ({
    gateway: 'adyen',
    clientKey: env.ADYEN_CLIENT_KEY,
    environment: env.ADYEN_LIVE_PREFIX ? 'live' : 'test',
    sandboxUrl: env.ADYEN_API_BASE || null,
  }),
};

/**
 * What the browser needs to exchange a card for a token, the gateway to use first: in the configured order, those that
 * this or another process has found to be away behind the others.
 */
export async function publicGateways(): Promise<PublicGateway[]> {
  const away = new Set<string>(
    breakerStates()
      .filter(({ state }) => state === 'open')
      .map(({ gateway: name }) => name),
  );
  for (const { gateway: name, state, at } of await breakerReports()) {
    if (state === 'open' && Date.now() - at < reportCountsMs) away.add(name);
  }
  return gateways()
    .map(({ name }) => name)
    .sort((a, b) => Number(away.has(a)) - Number(away.has(b)))
    .map((name) => publicConfigs[name]());
}

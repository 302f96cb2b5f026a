import { env } from '#lib/platform/index.ts';
import { stripeGateway } from './stripe/stripe-gateway.ts';
import { traced } from './traced.ts';
import type { PaymentGateway } from './types.ts';

// Next loads a module more than once: one breaker per process, not per copy.
const shared = globalThis as { ballastGateways?: Map<string, PaymentGateway> };

function gateways(): Map<string, PaymentGateway> {
  shared.ballastGateways ??= new Map([
    [
      'stripe',
      traced(
        stripeGateway({
          secretKey: env.STRIPE_SECRET_KEY,
          webhookSecret: env.STRIPE_WEBHOOK_SECRET,
          apiBase: env.STRIPE_API_BASE,
        }),
      ),
    ],
  ]);
  return shared.ballastGateways;
}

/** A gateway by name. @throws Error for one that is not configured. */
export function gateway(name: string): PaymentGateway {
  const found = gateways().get(name);
  if (!found) throw new Error(`No payment gateway ${name}`);
  return found;
}

/** The gateway new payments go to. */
export const primaryGateway = (): PaymentGateway => gateway('stripe');

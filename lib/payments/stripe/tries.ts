import { AsyncLocalStorage } from 'node:async_hooks';
import Stripe from 'stripe';
import type { PaymentOutcome } from '../types.ts';

/** Why no connection came about: nothing was sent. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN']);

export const wasNeverSent = (code: string): boolean => neverSent.has(code);

type Call = { inDoubt: boolean };
const calls = new AsyncLocalStorage<Call>();

/** The SDK's own HTTP client, which also notes each try that may have had an effect. */
export function watchedHttpClient(): Stripe.HttpClient {
  const inner = Stripe.createNodeHttpClient();
  const doubt = () => {
    const call = calls.getStore();
    if (call) call.inDoubt = true;
  };
  return {
    getClientName: () => inner.getClientName(),
    makeRequest: async (...request) => {
      try {
        const response = await inner.makeRequest(...request);
        const status = response.getStatusCode();
        if (status >= 500 || status === 409) doubt();
        return response;
      } catch (error) {
        if (!wasNeverSent((error as { code?: string }).code ?? '')) doubt();
        throw error;
      }
    },
  };
}

/**
 * Runs one payment call. The SDK tries several times and tells of the last try only: "connection refused" after a
 * time-out does not mean that nothing happened, so `unavailable` becomes `ambiguous` then.
 */
export async function withDoubt(work: () => Promise<PaymentOutcome>): Promise<PaymentOutcome> {
  const call: Call = { inDoubt: false };
  const outcome = await calls.run(call, work);
  if (outcome.kind !== 'unavailable' || !call.inDoubt) return outcome;
  return { kind: 'ambiguous', reason: `${outcome.reason} after a try in doubt` };
}

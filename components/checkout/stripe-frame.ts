import type { Mounted } from './framed-card.tsx';
import { loadScript } from './load-script.ts';

type CardElement = { mount(target: HTMLElement): void; destroy(): void };
type StripeClient = {
  elements(): { create(kind: 'card', options?: Record<string, unknown>): CardElement };
  createPaymentMethod(input: { type: 'card'; card: CardElement }): Promise<{
    paymentMethod?: { id: string };
    error?: { code?: string; message?: string };
  }>;
};
type MakeStripe = (key: string, options: { locale: string }) => StripeClient;

const source = 'https://js.stripe.com/v3/';

/** Stripe's card field, in the page's language (https://docs.stripe.com/js). */
export const stripeFrame =
  (publishableKey: string) =>
  async (place: HTMLElement): Promise<Mounted> => {
    await loadScript(source);
    const make = (window as { Stripe?: MakeStripe }).Stripe;
    if (!make) throw new Error('Stripe.js did not load');
    const stripe = make(publishableKey, { locale: document.documentElement.lang.slice(0, 2) });
    const color = getComputedStyle(place).color;
    const card = stripe.elements().create('card', { style: { base: { fontSize: '16px', color } } });
    card.mount(place);
    return {
      unmount: () => card.destroy(),
      exchange: async () => {
        const { paymentMethod, error } = await stripe.createPaymentMethod({ type: 'card', card });
        return paymentMethod
          ? { ok: true, id: paymentMethod.id }
          : { ok: false, code: error?.code ?? 'unknown', message: error?.message ?? '' };
      },
    };
  };

import { asToken } from './card.ts';
import type { Mounted } from './framed-card.tsx';
import { loadScript } from './load-script.ts';

type CardState = { isValid: boolean; data: { paymentMethod: Record<string, unknown> } };
type AdyenCardField = { mount(target: HTMLElement): AdyenCardField; unmount(): void; showValidation(): void };
type AdyenWeb = {
  AdyenCheckout: (options: Record<string, unknown>) => Promise<unknown>;
  Card: new (checkout: unknown, options: Record<string, unknown>) => AdyenCardField;
};

/** https://docs.adyen.com/online-payments/build-your-integration/ */
const version = '6.33.0';
const shopper = { test: 'checkoutshopper-test.adyen.com', live: 'checkoutshopper-live.adyen.com' };

/** Adyen's card fields, each in its own frame, in the page's language. */
export const adyenFrame =
  ({
    clientKey,
    environment,
    country,
  }: {
    clientKey: string;
    environment: 'test' | 'live';
    /** ISO 3166 alpha-2, of the market. */
    country: string;
  }) =>
  async (place: HTMLElement): Promise<Mounted> => {
    await loadScript(`https://${shopper[environment]}/checkoutshopper/sdk/${version}/adyen.js`);
    const { AdyenWeb } = window as unknown as { AdyenWeb: AdyenWeb };
    const locale = document.documentElement.lang;
    const checkout = await AdyenWeb.AdyenCheckout({ clientKey, environment, countryCode: country, locale });
    let state: CardState | null = null;
    const field = new AdyenWeb.Card(checkout, {
      onChange: (now: CardState) => {
        state = now;
      },
    });
    field.mount(place);
    return {
      unmount: () => field.unmount(),
      exchange: async () => {
        if (state?.isValid) return { ok: true, id: asToken(state.data.paymentMethod) };
        field.showValidation();
        return { ok: false, code: 'incomplete', message: '' };
      },
    };
  };

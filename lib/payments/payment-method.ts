/** What was paid with, as the figures tell it apart: few, since each is a series of its own. */
export const paymentMethods = [
  'visa',
  'mastercard',
  'amex',
  'other_card',
  'apple_pay',
  'google_pay',
  'paypal',
  'other',
  'unknown',
] as const;
export type PaymentMethod = (typeof paymentMethods)[number];

/** Gateways' own words for the same thing. */
const words: Record<string, PaymentMethod> = {
  visa: 'visa',
  mastercard: 'mastercard',
  mc: 'mastercard',
  amex: 'amex',
  apple_pay: 'apple_pay',
  applepay: 'apple_pay',
  google_pay: 'google_pay',
  googlepay: 'google_pay',
  paywithgoogle: 'google_pay',
  paypal: 'paypal',
};
const cardTypes = new Set(['card', 'scheme']);

export type ToldMethod = {
  /** `card`, `scheme`, `paypal`, … */
  type?: string | null | undefined;
  brand?: string | null | undefined;
  wallet?: string | null | undefined;
};

/** What a gateway says was paid with: the wallet before the card in it, the brand before the kind. */
export function methodOf(told: ToldMethod | null | undefined): PaymentMethod {
  if (!told?.type && !told?.brand) return 'unknown';
  const { type, brand, wallet } = told;
  // Where the kind is a wallet, as at Adyen, it comes before the card as well.
  const first = type && !cardTypes.has(type) ? type : wallet;
  for (const word of [first, brand]) {
    const known = words[word?.toLowerCase() ?? ''];
    if (known) return known;
  }
  return cardTypes.has(type ?? '') ? 'other_card' : 'other';
}

/** A stored method read back; what is none of today's is `unknown`. */
export const readMethod = (stored: string | null): PaymentMethod =>
  paymentMethods.find((one) => one === stored) ?? 'unknown';

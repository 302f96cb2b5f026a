import type { PublicGateway } from '#lib/payments/index.ts';

/** What a card's digits look like in groups; American Express groups by 4-6-5. */
export function groupDigits(text: string): string {
  const digits = text.replace(/\D/g, '').slice(0, 19);
  const groups = /^3[47]/.test(digits)
    ? [digits.slice(0, 4), digits.slice(4, 10), digits.slice(10, 15)]
    : (digits.match(/.{1,4}/g) ?? []);
  return groups.filter(Boolean).join(' ');
}

/** `1231` and `12/31` alike become `12 / 31`. */
export function groupExpiry(text: string): string {
  const digits = text.replace(/\D/g, '').slice(0, 4);
  return digits.length > 2 ? `${digits.slice(0, 2)} / ${digits.slice(2)}` : digits;
}

export type CardFields = { number: string; expiry: string; cvc: string };

/** What is missing, by field; the gateway says the rest. */
export function cardErrors({ number, expiry, cvc }: CardFields): Partial<Record<keyof CardFields, string>> {
  const errors: Partial<Record<keyof CardFields, string>> = {};
  if (number.replace(/\D/g, '').length < 12) errors.number = 'The number on the front of the card';
  if (!/^(0[1-9]|1[0-2]) \/ \d\d$/.test(expiry)) errors.expiry = 'Month and year, like 12 / 31';
  if (!/^\d{3,4}$/.test(cvc)) errors.cvc = 'Three or four digits';
  return errors;
}

/** The gateway's error codes and the field they speak of. */
export const fieldOfCode: Record<string, keyof CardFields> = {
  incorrect_number: 'number',
  invalid_number: 'number',
  invalid_expiry_month: 'expiry',
  invalid_expiry_year: 'expiry',
  expired_card: 'expiry',
  incorrect_cvc: 'cvc',
  invalid_cvc: 'cvc',
};

export type Token = { ok: true; id: string } | { ok: false; code: string; message: string };

/** Adyen's encrypted card as the one text our API takes. */
export function asToken(paymentMethod: Record<string, unknown>): string {
  const bytes = new TextEncoder().encode(JSON.stringify(paymentMethod));
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

type Exchanged = {
  id?: string;
  code?: string;
  message?: string;
  error?: { code?: string; message?: string };
};

function ask(gateway: PublicGateway, sandboxUrl: string, card: CardFields): Promise<Response> {
  const number = card.number.replace(/\D/g, '');
  const [month = '', year = ''] = card.expiry.split(' / ');
  const signal = AbortSignal.timeout(15_000);
  if (gateway.gateway === 'adyen') {
    const typed = { number, expiryMonth: month, expiryYear: `20${year}`, cvc: card.cvc };
    return fetch(`${sandboxUrl}/encrypt`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ clientKey: gateway.clientKey, ...typed }),
      signal,
    });
  }
  return fetch(`${sandboxUrl}/v1/payment_methods`, {
    method: 'POST',
    headers: { authorization: `Bearer ${gateway.publishableKey}` },
    body: new URLSearchParams({
      type: 'card',
      'card[number]': number,
      'card[exp_month]': month,
      'card[exp_year]': `20${year}`,
      'card[cvc]': card.cvc,
    }),
    signal,
  });
}

/** Exchanges a test card for a token at the sandbox. No server of ours sees the card. */
export async function exchangeCard(
  gateway: PublicGateway,
  sandboxUrl: string,
  card: CardFields,
): Promise<Token> {
  try {
    const response = await ask(gateway, sandboxUrl, card);
    const said = (await response.json()) as Exchanged;
    if (response.ok) return { ok: true, id: said.id ?? asToken({ ...said }) };
    const { code, message } = said.error ?? said;
    return { ok: false, code: code ?? 'unknown', message: message ?? 'The card was not accepted.' };
  } catch {
    return {
      ok: false,
      code: 'gateway_unreachable',
      message: 'The payment provider did not answer. You were not charged. Please try again.',
    };
  }
}

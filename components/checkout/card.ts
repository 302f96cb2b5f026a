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

/** The messages about a card: keys of the checkout's. */
type CardWord = 'badNumber' | 'badExpiry' | 'badCvc' | 'expired' | 'wrongNumber' | 'wrongExpiry' | 'wrongCvc';
export type CardErrors = Partial<Record<keyof CardFields, CardWord>>;

/** A card is good to the end of its month. */
function isExpired(expiry: string, now: Date): boolean {
  const [month = 0, year = 0] = expiry.split(' / ').map(Number);
  return now.getFullYear() * 12 + now.getMonth() + 1 > (2000 + year) * 12 + month;
}

/** What is missing or over by `now`, by field; the gateway says the rest. */
export function cardErrors({ number, expiry, cvc }: CardFields, now: Date): CardErrors {
  const errors: CardErrors = {};
  if (number.replace(/\D/g, '').length < 12) errors.number = 'badNumber';
  if (!/^(0[1-9]|1[0-2]) \/ \d\d$/.test(expiry)) errors.expiry = 'badExpiry';
  else if (isExpired(expiry, now)) errors.expiry = 'expired';
  if (!/^\d{3,4}$/.test(cvc)) errors.cvc = 'badCvc';
  return errors;
}

/** What a gateway's error code says of which field; null when it speaks of none. */
export function errorsOfCode(code: string): CardErrors | null {
  switch (code) {
    case 'incorrect_number':
    case 'invalid_number':
      return { number: 'wrongNumber' };
    case 'invalid_expiry_month':
    case 'invalid_expiry_year':
    case 'expired_card':
      return { expiry: 'wrongExpiry' };
    case 'incorrect_cvc':
    case 'invalid_cvc':
      return { cvc: 'wrongCvc' };
    default:
      return null;
  }
}

/** `message` is the gateway's own, in the page's language; empty where it has none. */
export type Token = { ok: true; id: string } | { ok: false; code: string; message: string };

/** Adyen's encrypted card as the one text our API takes. */
export function asToken(paymentMethod: Record<string, unknown>): string {
  const bytes = new TextEncoder().encode(JSON.stringify(paymentMethod));
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

type Exchanged = { id?: string; code?: string; error?: { code?: string } };

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
    const { code } = said.error ?? said;
    return { ok: false, code: code ?? 'unknown', message: '' };
  } catch {
    return { ok: false, code: 'gateway_unreachable', message: '' };
  }
}

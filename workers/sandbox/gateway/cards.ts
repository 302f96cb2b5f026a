/** What a card does when it is charged. See https://docs.stripe.com/testing. */
export type Behaviour =
  | { does: 'succeed' }
  | { does: 'decline'; code: string; declineCode?: string; message: string }
  /** 3-D Secure; after the customer approves, `afterApproval`. */
  | { does: 'challenge'; afterApproval: 'succeed' | 'decline'; declineCode?: string };

export type CardKind = { brand: string; behaviour: Behaviour };

const declined = (declineCode: string, message = 'Your card was declined.'): Behaviour => ({
  does: 'decline',
  code: 'card_declined',
  declineCode,
  message,
});
const failed = (code: string, message: string): Behaviour => ({
  does: 'decline',
  code,
  declineCode: code,
  message,
});
const succeed: Behaviour = { does: 'succeed' };

const documented: Record<string, Behaviour> = {
  '4000000000000002': declined('generic_decline'),
  '4000000000009995': declined('insufficient_funds', 'Your card has insufficient funds.'),
  '4000000000009987': declined('lost_card'),
  '4000000000009979': declined('stolen_card'),
  '4000000000006975': declined('card_velocity_exceeded'),
  '4000000000000341': declined('generic_decline'),
  '4100000000000019': declined('fraudulent'),
  '4000000000000069': failed('expired_card', 'Your card has expired.'),
  '4000000000000127': failed('incorrect_cvc', "Your card's security code is incorrect."),
  '4000000000000119': failed(
    'processing_error',
    'An error occurred while processing your card. Try again in a little bit.',
  ),
  '4000002500003155': { does: 'challenge', afterApproval: 'succeed' },
  '4000002760003184': { does: 'challenge', afterApproval: 'succeed' },
  '4000000000003220': { does: 'challenge', afterApproval: 'succeed' },
  '4000008260003178': { does: 'challenge', afterApproval: 'decline', declineCode: 'insufficient_funds' },
  '4000008400001629': { does: 'challenge', afterApproval: 'decline' },
};

const brands: [RegExp, string][] = [
  [/^4/, 'visa'],
  [/^(5[1-5]|2[2-7])/, 'mastercard'],
  [/^3[47]/, 'amex'],
  [/^(6011|65|64[4-9])/, 'discover'],
  [/^3[068]/, 'diners'],
  [/^35/, 'jcb'],
  [/^62/, 'unionpay'],
];

/** Stripe's ready-made tokens, as `number`. */
export const namedTokens: Record<string, string> = {
  pm_card_visa: '4242424242424242',
  pm_card_mastercard: '5555555555554444',
  pm_card_amex: '378282246310005',
  pm_card_chargeDeclined: '4000000000000002',
  pm_card_visa_chargeDeclined: '4000000000000002',
  pm_card_chargeDeclinedInsufficientFunds: '4000000000009995',
  pm_card_visa_chargeDeclinedInsufficientFunds: '4000000000009995',
  pm_card_chargeDeclinedExpiredCard: '4000000000000069',
  pm_card_chargeDeclinedIncorrectCvc: '4000000000000127',
  pm_card_chargeDeclinedProcessingError: '4000000000000119',
  pm_card_authenticationRequired: '4000002760003184',
  pm_card_threeDSecure2Required: '4000000000003220',
};

/** Luhn's check (ISO/IEC 7812-1, annex B). */
export function hasValidCheckDigit(number: string): boolean {
  let sum = 0;
  for (let index = 0; index < number.length; index++) {
    let digit = Number(number[number.length - 1 - index]);
    if (index % 2 === 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return number.length >= 12 && sum % 10 === 0;
}

/** A card's brand and what charging it does; any valid number that Stripe does not document succeeds. */
export function cardKind(number: string): CardKind {
  const brand = brands.find(([pattern]) => pattern.test(number))?.[1] ?? 'unknown';
  return { brand, behaviour: documented[number] ?? succeed };
}

export type CardInput = { number: string; expMonth: number; expYear: number; cvc: string | undefined };
export type CardProblem = { code: string; message: string; param: string };

/** What is wrong with a card as it was typed, in Stripe's words, or null. */
export function cardProblem({ number, expMonth, expYear, cvc }: CardInput, now: Date): CardProblem | null {
  if (!/^\d{12,19}$/.test(number) || !hasValidCheckDigit(number)) {
    return { code: 'incorrect_number', message: 'Your card number is incorrect.', param: 'number' };
  }
  if (!Number.isInteger(expMonth) || expMonth < 1 || expMonth > 12) {
    return {
      code: 'invalid_expiry_month',
      message: "Your card's expiration month is invalid.",
      param: 'exp_month',
    };
  }
  const past = expYear * 12 + expMonth < now.getUTCFullYear() * 12 + now.getUTCMonth() + 1;
  if (!Number.isInteger(expYear) || past || expYear > now.getUTCFullYear() + 50) {
    return {
      code: 'invalid_expiry_year',
      message: "Your card's expiration year is invalid.",
      param: 'exp_year',
    };
  }
  const cvcLength = cardKind(number).brand === 'amex' ? /^\d{3,4}$/ : /^\d{3}$/;
  if (cvc !== undefined && !cvcLength.test(cvc)) {
    return { code: 'invalid_cvc', message: "Your card's security code is invalid.", param: 'cvc' };
  }
  return null;
}

import { cardKind, cardProblem } from '../cards.ts';
import { Refusal } from '../http.ts';

const prefix = 'test_';

/** The refusal codes of Adyen for what Stripe's test cards do; the sandbox knows one set of cards. */
const codes: Record<string, string> = {
  insufficient_funds: '12',
  lost_card: '5',
  stolen_card: '5',
  expired_card: '6',
  incorrect_cvc: '24',
  processing_error: '4',
  fraudulent: '20',
};

/**
 * Stands in for the secured fields' encryption, which only Adyen's keys can undo: like Adyen's own test values it is
 * `test_` before the plain text, so that nobody takes it for a protection. The sandbox never sees real cards.
 */
export function encryptCard(typed: Record<string, unknown>): Record<string, string> {
  const text = (name: string) => (typeof typed[name] === 'string' ? String(typed[name]) : '');
  const number = text('number').replace(/[\s-]/g, '');
  const card = {
    number,
    expMonth: Number(text('expiryMonth')),
    expYear: Number(text('expiryYear')),
    cvc: text('cvc'),
  };
  const wrong = cardProblem(card, new Date());
  if (wrong) throw new Refusal(422, wrong);
  return {
    type: 'scheme',
    encryptedCardNumber: prefix + number,
    encryptedExpiryMonth: prefix + text('expiryMonth'),
    encryptedExpiryYear: prefix + text('expiryYear'),
    encryptedSecurityCode: prefix + text('cvc'),
  };
}

/** The card in a payment's `paymentMethod`. @throws Refusal in Adyen's words for one that was not encrypted here. */
export function numberOf(paymentMethod: unknown): string {
  const method = (paymentMethod ?? {}) as Record<string, unknown>;
  const encrypted = method.encryptedCardNumber;
  if (method.type !== 'scheme' || typeof encrypted !== 'string' || !encrypted.startsWith(prefix)) {
    throw new Refusal(422, {
      status: 422,
      errorCode: '174',
      message: 'Unable to decrypt data',
      errorType: 'validation',
    });
  }
  return encrypted.slice(prefix.length);
}

/** What authorising a card comes to; `refused` with Adyen's code. */
export function verdictOf(
  number: string,
  approved: boolean | null,
): { status: 'authorised' } | { status: 'redirect' } | { status: 'refused'; code: string } {
  const { behaviour } = cardKind(number);
  if (behaviour.does === 'succeed') return { status: 'authorised' };
  if (behaviour.does === 'decline') {
    return { status: 'refused', code: codes[behaviour.declineCode ?? behaviour.code] ?? '2' };
  }
  if (approved === null) return { status: 'redirect' };
  if (!approved) return { status: 'refused', code: '11' };
  return behaviour.afterApproval === 'succeed'
    ? { status: 'authorised' }
    : { status: 'refused', code: codes[behaviour.declineCode ?? ''] ?? '2' };
}

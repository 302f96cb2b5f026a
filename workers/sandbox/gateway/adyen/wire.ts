import { createHmac } from 'node:crypto';
import { cardKind } from '../cards.ts';
import type { StoredAdyenPayment } from '../ledger.ts';

/** Adyen's objects as they travel, as far as Checkout API v72 and the standard webhook describe them. */

const refusals: Record<string, string> = {
  '2': 'Refused',
  '4': 'Acquirer Error',
  '5': 'Blocked Card',
  '6': 'Expired Card',
  '11': '3D Not Authenticated',
  '12': 'Not enough balance',
  '20': 'FRAUD',
  '24': 'CVC Declined',
};

/** Adyen's own word for a card's brand. */
const brandOf = (number: string): string => {
  const { brand } = cardKind(number);
  return brand === 'mastercard' ? 'mc' : brand;
};

export const refusalReason = (code: string): string => refusals[code] ?? 'Refused';

/** A payment as Adyen's Checkout API answers it. */
export function wirePayment(payment: StoredAdyenPayment, origin: string): Record<string, unknown> {
  const common = {
    merchantReference: payment.reference,
    amount: { currency: payment.currency, value: payment.amount },
    paymentMethod: { type: 'scheme', brand: brandOf(payment.number) },
  };
  if (payment.status === 'redirect') {
    return {
      resultCode: 'RedirectShopper',
      action: {
        type: 'redirect',
        method: 'GET',
        paymentMethodType: 'scheme',
        url: `${origin}/3ds/${payment.psp}`,
      },
    };
  }
  if (payment.status === 'authorised') {
    return { ...common, pspReference: payment.psp, resultCode: 'Authorised' };
  }
  return {
    ...common,
    pspReference: payment.psp,
    resultCode: payment.status === 'cancelled' ? 'Cancelled' : 'Refused',
    ...(payment.refusalCode
      ? { refusalReason: refusalReason(payment.refusalCode), refusalReasonCode: payment.refusalCode }
      : {}),
  };
}

export type NotificationInput = {
  eventCode: string;
  psp: string;
  originalReference?: string;
  merchantReference: string;
  amount: number;
  currency: string;
  success: boolean;
  reason?: string;
};

/** A standard webhook of one item, signed over eight fields joined by colons, HMAC-SHA256 with the hexadecimal key. */
export function wireNotification(
  input: NotificationInput,
  { merchantAccount, hmacKey }: { merchantAccount: string; hmacKey: string },
): string {
  const original = input.originalReference ?? '';
  const signed = [
    input.psp,
    original,
    merchantAccount,
    input.merchantReference,
    input.amount,
    input.currency,
    input.eventCode,
    input.success,
  ].join(':');
  const hmacSignature = createHmac('sha256', Buffer.from(hmacKey, 'hex')).update(signed).digest('base64');
  const item = {
    additionalData: { hmacSignature },
    amount: { currency: input.currency, value: input.amount },
    eventCode: input.eventCode,
    eventDate: new Date().toISOString(),
    merchantAccountCode: merchantAccount,
    merchantReference: input.merchantReference,
    ...(original ? { originalReference: original } : {}),
    paymentMethod: 'visa',
    pspReference: input.psp,
    reason: input.reason ?? '',
    success: String(input.success),
  };
  return JSON.stringify({ live: 'false', notificationItems: [{ NotificationRequestItem: item }] });
}

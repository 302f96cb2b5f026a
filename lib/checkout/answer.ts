import { loadOrder } from '#lib/orders/index.ts';
import type { Checkout } from './checkout.repository.ts';
import type { CheckoutAnswer } from './types.ts';

/** What a customer is told of a checkout that failed without the gateway's own words. */
export const unconfirmed = {
  code: 'payment_not_confirmed',
  message: 'The payment could not be confirmed. You were not charged; please try again.',
};
/** When it is not known yet whether the gateway has taken anything: it is withdrawn until that is certain. */
export const unclear = {
  code: 'payment_not_confirmed',
  message:
    'The payment could not be confirmed. Should your bank show a charge, it goes back to you by itself. You can try again.',
};
export const unavailable = {
  code: 'payments_unavailable',
  message: 'Payments are not possible at the moment. You were not charged and your cart is kept.',
};
/** Another payment provider takes over: it needs the card again, since a card's token is good at one provider only. */
export const changed = {
  code: 'gateway_changed',
  message: 'Our payment provider does not answer. You were not charged. Please enter your card once more.',
};
export const changedUnclear = {
  code: 'gateway_changed',
  message:
    'Our payment provider does not answer. Please enter your card once more: another provider takes over. Should the first one show a charge, it goes back to you by itself.',
};

/** What the customer of a checkout is told. */
export async function answerOf(checkout: Checkout): Promise<CheckoutAnswer> {
  switch (checkout.status) {
    case 'placed': {
      const order = await loadOrder(checkout.orderId);
      if (!order) throw new Error(`Checkout ${checkout.id} is placed without an order`);
      return { status: 'placed', orderNumber: order.number, accessToken: order.accessToken };
    }
    case 'requires_action':
      return checkout.details.actionUrl
        ? { status: 'requires_action', actionUrl: checkout.details.actionUrl }
        : { status: 'processing' };
    case 'paying':
      return { status: 'processing' };
    case 'declined':
      return {
        status: 'failed',
        code: checkout.failureCode ?? unconfirmed.code,
        message: checkout.failureMessage ?? unconfirmed.message,
      };
  }
}

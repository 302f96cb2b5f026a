import type { MailProps } from '#lib/mail/index.ts';
import type { LoadedOrder } from '#lib/orders/index.ts';
import { env } from '#lib/platform/index.ts';

/** What mails say about an order. Amounts are minor units of its currency. */
export function orderPropsOf({ number, accessToken, state }: LoadedOrder): MailProps<'confirmation'> {
  return {
    number,
    statusUrl: new URL(`/orders/${accessToken}`, env.SHOP_URL).href,
    name: state.name,
    currency: state.currency,
    lines: state.lines.map(({ title, variantTitle, quantity, unitMinor, totalMinor, listMinor }) => ({
      title,
      variantTitle,
      quantity,
      unitMinor,
      totalMinor,
      ...(listMinor === undefined ? {} : { listTotalMinor: listMinor * quantity }),
    })),
    subtotalMinor: state.subtotalMinor,
    shippingTitle: state.shippingMethod.title,
    shippingMinor: state.shippingMinor,
    taxMinor: state.taxMinor,
    taxIncluded: state.taxDisplay !== 'exclusive',
    totalMinor: state.totalMinor,
    promise: state.shippingMethod.promise,
    address: state.shippingAddress,
  };
}

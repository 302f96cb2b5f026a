import { z } from 'zod';
import { type Block, type MailLocale, oneLine, type Voice } from '../letter.ts';

const minor = z.number().int().nonnegative();

/** What every mail about an order knows of it. Amounts are minor units of `currency`. */
export const orderProps = z.object({
  number: z.number().int(),
  statusUrl: z.url(),
  name: z.string(),
  currency: z.string().length(3),
  lines: z.array(
    z.object({
      title: z.string(),
      variantTitle: z.string(),
      quantity: z.number().int().positive(),
      unitMinor: minor,
      totalMinor: minor,
      /** Before price rules and coupons. */
      listTotalMinor: minor.optional(),
    }),
  ),
  subtotalMinor: minor,
  shippingTitle: z.string(),
  shippingMinor: minor,
  taxMinor: minor,
  /** Whether the prices contain the tax, or it is added to them. */
  taxIncluded: z.boolean().default(true),
  totalMinor: minor,
  promise: z.string(),
  address: z.object({
    name: z.string(),
    line1: z.string(),
    line2: z.string(),
    postcode: z.string(),
    city: z.string(),
    country: z.string(),
  }),
});
export type OrderProps = z.output<typeof orderProps>;

export const sampleOrder: OrderProps = {
  number: 1042,
  statusUrl: 'https://shop.example/orders/sample-token',
  name: 'Ada Lindqvist',
  currency: 'EUR',
  lines: [
    {
      title: 'Guernsey Jumper',
      variantTitle: 'Navy / M',
      quantity: 1,
      unitMinor: 9520,
      totalMinor: 9520,
      listTotalMinor: 11900,
    },
    { title: 'Enamel Mug', variantTitle: 'Cream', quantity: 2, unitMinor: 1450, totalMinor: 2900 },
  ],
  subtotalMinor: 12420,
  shippingTitle: 'Standard',
  shippingMinor: 0,
  taxMinor: 2322,
  taxIncluded: true,
  totalMinor: 12420,
  promise: '',
  address: {
    name: 'Ada Lindqvist',
    line1: 'Deichstraße 12',
    line2: '2. OG',
    postcode: '20459',
    city: 'Hamburg',
    country: 'DE',
  },
};

const words = {
  en: {
    seeOrder: 'See your order',
    shipping: (title: string) => `Delivery (${title})`,
    free: 'Free',
    subtotal: 'Subtotal',
    total: 'Total',
    tax: 'Tax',
    taxIncluded: 'Tax included',
    shipsTo: 'Ships to',
    reason: (shop: string) => `You receive this message because you ordered at ${shop}.`,
  },
  de: {
    seeOrder: 'Bestellung ansehen',
    shipping: (title: string) => `Versand (${title})`,
    free: 'Kostenlos',
    subtotal: 'Zwischensumme',
    total: 'Gesamt',
    tax: 'Steuer',
    taxIncluded: 'Enthaltene MwSt.',
    shipsTo: 'Lieferadresse',
    reason: (shop: string) => `Sie erhalten diese Nachricht, weil Sie bei ${shop} bestellt haben.`,
  },
} satisfies Record<MailLocale, unknown>;

export const customerName = (props: OrderProps): string => oneLine(props.address.name || props.name);

export const orderReason = ({ locale, shopName }: Voice): string => words[locale].reason(shopName);

export const orderButton = (props: OrderProps, { locale }: Voice): Block => ({
  kind: 'button',
  label: words[locale].seeOrder,
  url: props.statusUrl,
});

/** What was bought and what it cost. */
export function orderLines(props: OrderProps, { locale, money }: Voice): Block {
  const say = words[locale];
  const amount = (value: number) => money(value, props.currency);
  return {
    kind: 'lines',
    lines: props.lines.map((line) => ({
      title: oneLine(line.title),
      detail: [oneLine(line.variantTitle), `${line.quantity} × ${amount(line.unitMinor)}`]
        .filter(Boolean)
        .join(' · '),
      amount: amount(line.totalMinor),
      ...(line.listTotalMinor !== undefined && line.listTotalMinor > line.totalMinor
        ? { was: amount(line.listTotalMinor) }
        : {}),
    })),
    totals: [
      { label: say.subtotal, amount: amount(props.subtotalMinor) },
      {
        label: say.shipping(oneLine(props.shippingTitle)),
        amount: props.shippingMinor === 0 ? say.free : amount(props.shippingMinor),
      },
      ...(props.taxIncluded ? [] : [{ label: say.tax, amount: amount(props.taxMinor) }]),
      { label: say.total, amount: amount(props.totalMinor), strong: true },
      ...(props.taxIncluded ? [{ label: say.taxIncluded, amount: amount(props.taxMinor) }] : []),
    ],
  };
}

/** The address as the post wants it, without empty lines. */
export function shipsTo({ address: to }: OrderProps, { locale, country }: Voice): Block {
  return {
    kind: 'address',
    title: words[locale].shipsTo,
    lines: [to.name, to.line1, to.line2, `${to.postcode} ${to.city}`.trim(), country(to.country)]
      .map(oneLine)
      .filter(Boolean),
  };
}

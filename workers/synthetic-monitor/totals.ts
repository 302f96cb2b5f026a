import { z } from 'zod';

/**
 * Whether a checkout's amounts add up, worked out anew from what the page shows and what the shop's public interface
 * answers: nothing here is shared with the code that prices a cart.
 */

/** The amounts of a checkout as its page shows them, as text. */
export type Shown = {
  lines: { detail: string; amount: string }[];
  subtotal: string;
  delivery: string;
  /** `VAT 23%, included` and its amount. */
  taxes: { name: string; amount: string }[];
  total: string;
  /** What the chosen way of delivery says it costs. */
  method: string;
  payButton: string;
};

/** What `POST /api/checkout/quote` answered last. */
const quoteSchema = z.object({
  currency: z.string().length(3),
  lines: z.array(z.object({ quantity: z.number(), totalMinor: z.number() })),
  methods: z.array(z.object({ id: z.string(), priceMinor: z.number() })),
  shippingMethodId: z.string(),
  subtotalMinor: z.number(),
  shippingMinor: z.number(),
  taxMinor: z.number(),
  totalMinor: z.number(),
  taxDisplay: z.enum(['inclusive', 'exclusive']).default('inclusive'),
});

const decimalsOf = (currency: string) =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** `€1,234.50` and `1.234,50 €` are 123450 minor units, `Free` is 0; NaN for what holds no amount. */
export function minorOf(text: string, decimals: number): number {
  const digits = /\d[\d.,\s\u00a0\u202f]*/.exec(text)?.[0].trim();
  if (digits === undefined) return /free|gratis|kostenlos/i.test(text) ? 0 : Number.NaN;
  const fraction = new RegExp(`[.,](\\d{${decimals}})$`).exec(decimals > 0 ? digits : '')?.[1];
  const whole = (fraction === undefined ? digits : digits.slice(0, -(decimals + 1))).replace(/\D/g, '');
  return Number(whole) * 10 ** decimals + Number(fraction ?? 0);
}

const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);

/** The tax that a rate in percent leaves in, or puts on, an amount. */
function taxOf(amountMinor: number, percent: number, inside: boolean): number {
  return Math.round((amountMinor * percent) / (inside ? 100 + percent : 100));
}

/**
 * What is wrong with a checkout's amounts, in sentences; nothing when they add up.
 * @param price what the product's page said the one article costs.
 */
export function wrongTotals(shown: Shown, price: string, answered: unknown): string[] {
  const parsed = quoteSchema.safeParse(answered);
  if (!parsed.success) return ['The shop did not answer what the checkout costs'];
  const quote = parsed.data;
  const decimals = decimalsOf(quote.currency);
  const minor = (text: string) => minorOf(text, decimals);
  const wrong: string[] = [];
  const equal = (what: string, said: number, should: number) => {
    if (said !== should) wrong.push(`${what}: ${said} is said, ${should} would be right (minor units)`);
  };

  const quantities = shown.lines.map(({ detail }) => Number(/(\d+)\s*×/.exec(detail)?.[1]));
  const lines = shown.lines.map(({ amount }) => minor(amount));
  const [subtotal, delivery, total] = [minor(shown.subtotal), minor(shown.delivery), minor(shown.total)];
  const taxes = shown.taxes.map(({ name, amount }) => ({
    percent: Number(/([\d.,]+)\s*%/.exec(name)?.[1]?.replace(',', '.')),
    amount: minor(amount),
  }));

  equal('lines in the checkout', lines.length, 1);
  equal(
    'the line, against the price on the product’s page',
    lines[0] ?? 0,
    (quantities[0] ?? 0) * minor(price),
  );
  equal('subtotal, against the lines', subtotal, sum(lines));
  equal('delivery, against the chosen way', delivery, minor(shown.method));
  const inside = quote.taxDisplay === 'inclusive';
  equal(
    'total, against its parts',
    total,
    subtotal + delivery + (inside ? 0 : sum(taxes.map(({ amount }) => amount))),
  );
  // One article has one rate, and what delivers it is taxed like it.
  for (const { percent, amount } of taxes) {
    equal(`tax at ${percent} %`, amount, taxOf(subtotal + delivery, percent, inside));
  }
  equal('the button to pay', minor(shown.payButton), total);

  equal('subtotal, against the shop’s answer', subtotal, quote.subtotalMinor);
  equal('delivery, against the shop’s answer', delivery, quote.shippingMinor);
  equal('total, against the shop’s answer', total, quote.totalMinor);
  equal('tax, against the shop’s answer', sum(taxes.map(({ amount }) => amount)), quote.taxMinor);
  const method = quote.methods.find(({ id }) => id === quote.shippingMethodId);
  equal('delivery, against the ways offered', quote.shippingMinor, method?.priceMinor ?? Number.NaN);
  return wrong;
}

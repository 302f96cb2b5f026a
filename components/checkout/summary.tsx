import type { Quote } from '#lib/checkout/index.ts';
import { Discounts } from '../shop/discounts.tsx';
import { Price } from '../ui/price.tsx';

type Amounts = Pick<
  Quote,
  'lines' | 'subtotalMinor' | 'shippingMinor' | 'taxMinor' | 'totalMinor' | 'currency'
>;

/** What is bought and what it costs: in the checkout, on the order's page. */
export function Summary({ quote, shippingTitle }: { quote: Amounts; shippingTitle?: string | undefined }) {
  const { currency } = quote;
  return (
    <div>
      <ul className="divide-y divide-line">
        {quote.lines.map((line) => (
          <li key={line.sku} className="flex justify-between gap-4 py-3">
            <div className="min-w-0">
              <p className="font-medium leading-snug">{line.title}</p>
              <p className="text-muted text-sm">
                {line.variantTitle ? `${line.variantTitle} · ` : ''}
                {line.quantity} × <Price minor={line.listMinor ?? line.unitMinor} currency={currency} />
              </p>
              <Discounts discounts={line.discounts} currency={currency} />
            </div>
            <Price minor={line.totalMinor} currency={currency} />
          </li>
        ))}
      </ul>
      <dl className="grid gap-2 border-line border-t pt-4">
        <Row name="Subtotal" minor={quote.subtotalMinor} currency={currency} />
        <Row
          name={shippingTitle ? `Delivery: ${shippingTitle}` : 'Delivery'}
          minor={quote.shippingMinor}
          currency={currency}
        />
        <div className="flex justify-between border-line border-t pt-3 font-semibold text-lg">
          <dt>Total</dt>
          <dd data-testid="total">
            <Price minor={quote.totalMinor} currency={currency} />
          </dd>
        </div>
        <div className="flex justify-between text-muted text-sm">
          <dt>Tax included</dt>
          <dd>
            <Price minor={quote.taxMinor} currency={currency} />
          </dd>
        </div>
      </dl>
    </div>
  );
}

function Row({ name, minor, currency }: { name: string; minor: number; currency: string }) {
  return (
    <div className="flex justify-between gap-4">
      <dt>{name}</dt>
      <dd>{minor === 0 ? 'Free' : <Price minor={minor} currency={currency} />}</dd>
    </div>
  );
}

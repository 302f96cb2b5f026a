import type { LineDiscount } from '#lib/pricing/index.ts';
import { Price } from '../ui/price.tsx';

/** What reduced a line, and by how much. */
export function Discounts({
  discounts = [],
  currency,
}: {
  discounts?: readonly LineDiscount[] | undefined;
  currency: string;
}) {
  if (discounts.length === 0) return null;
  return (
    <ul className="mt-0.5 text-good text-sm">
      {discounts.map(({ ruleId, name, code, amountMinor }) => (
        <li key={ruleId}>
          {code ?? name} −<Price minor={amountMinor} currency={currency} />
        </li>
      ))}
    </ul>
  );
}

import { Price } from '../ui/price.tsx';

/** Whole percent between a struck price and what is asked; 0 when it rounds to none. */
export function percentOff(priceMinor: number, beforeMinor: number | null): number {
  return beforeMinor && beforeMinor > priceMinor
    ? Math.round(((beforeMinor - priceMinor) * 100) / beforeMinor)
    : 0;
}

/** A price, with the earlier one struck through beside it; `before` says that it is the earlier one. */
export function SalePrice({
  priceMinor,
  beforeMinor,
  currency,
  before,
  struckClass = 'ml-2 text-sm',
}: {
  priceMinor: number;
  beforeMinor: number | null;
  currency: string;
  before: string;
  struckClass?: string;
}) {
  return (
    <>
      <Price
        minor={priceMinor}
        currency={currency}
        className={`font-medium ${beforeMinor ? 'text-signal-deep' : ''}`}
      />
      {beforeMinor ? (
        <>
          <span className="sr-only">{before}</span>
          <s className={`text-muted ${struckClass}`}>
            <Price minor={beforeMinor} currency={currency} />
          </s>
        </>
      ) : null}
    </>
  );
}

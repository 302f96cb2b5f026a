'use client';

import { Field } from '../ui/field.tsx';
import { type CardFields, groupDigits, groupExpiry } from './card.ts';

const testCards = [
  { number: '4242 4242 4242 4242', says: 'succeeds' },
  { number: '4000 0000 0000 0002', says: 'is declined' },
  { number: '4000 0025 0000 3155', says: 'asks for 3-D Secure' },
];

/** The card, typed here and sent to the gateway only. */
export function CardForm({
  card,
  onChange,
  errors,
  sandbox,
}: {
  card: CardFields;
  onChange: (card: CardFields) => void;
  errors: Partial<Record<keyof CardFields, string>>;
  sandbox: boolean;
}) {
  return (
    <div className="grid grid-cols-2 gap-4">
      <Field
        className="col-span-2"
        label="Card number"
        name="card-number"
        inputMode="numeric"
        autoComplete="cc-number"
        placeholder="1234 1234 1234 1234"
        value={card.number}
        error={errors.number}
        onChange={(event) => onChange({ ...card, number: groupDigits(event.target.value) })}
      />
      <Field
        label="Expiry"
        name="card-expiry"
        inputMode="numeric"
        autoComplete="cc-exp"
        placeholder="MM / YY"
        value={card.expiry}
        error={errors.expiry}
        onChange={(event) => onChange({ ...card, expiry: groupExpiry(event.target.value) })}
      />
      <Field
        label="Security code"
        name="card-cvc"
        inputMode="numeric"
        autoComplete="cc-csc"
        placeholder="CVC"
        maxLength={4}
        value={card.cvc}
        error={errors.cvc}
        onChange={(event) => onChange({ ...card, cvc: event.target.value.replace(/\D/g, '') })}
      />
      {sandbox ? (
        <div className="col-span-2 rounded-card border border-edge border-dashed p-4 text-sm">
          <p className="font-medium">Demo: no real money moves. Test cards:</p>
          <ul className="mt-2 grid gap-1">
            {testCards.map(({ number, says }) => (
              <li key={number}>
                <button
                  type="button"
                  className="min-h-8 tabular-nums underline decoration-edge underline-offset-4 hover:decoration-signal"
                  onClick={() => onChange({ number, expiry: '12 / 31', cvc: '123' })}
                >
                  {number}
                </button>{' '}
                <span className="text-muted">{says}</span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}

'use client';

import { Field } from '../ui/field.tsx';
import { useTranslations } from '../ui/words.tsx';
import { type CardErrors, type CardFields, groupDigits, groupExpiry } from './card.ts';

const testCards = [
  { number: '4242 4242 4242 4242', says: 'demoSucceeds' },
  { number: '4000 0000 0000 0002', says: 'demoDeclined' },
  { number: '4000 0025 0000 3155', says: 'demoSecure' },
] as const;

/** The card, typed here and sent to the gateway only. */
export function CardForm({
  card,
  onChange,
  errors,
  sandbox,
}: {
  card: CardFields;
  onChange: (card: CardFields) => void;
  errors: CardErrors;
  sandbox: boolean;
}) {
  const t = useTranslations('checkout');
  const said = (field: keyof CardFields) => {
    const word = errors[field];
    return word ? t(word) : undefined;
  };
  return (
    <div className="grid grid-cols-2 gap-4">
      <Field
        className="col-span-2"
        label={t('cardNumber')}
        name="card-number"
        inputMode="numeric"
        autoComplete="cc-number"
        placeholder="1234 1234 1234 1234"
        value={card.number}
        error={said('number')}
        onChange={(event) => onChange({ ...card, number: groupDigits(event.target.value) })}
      />
      <Field
        label={t('expiry')}
        name="card-expiry"
        inputMode="numeric"
        autoComplete="cc-exp"
        placeholder={t('expiryHint')}
        value={card.expiry}
        error={said('expiry')}
        onChange={(event) => onChange({ ...card, expiry: groupExpiry(event.target.value) })}
      />
      <Field
        label={t('cvc')}
        name="card-cvc"
        inputMode="numeric"
        autoComplete="cc-csc"
        placeholder="CVC"
        maxLength={4}
        value={card.cvc}
        error={said('cvc')}
        onChange={(event) => onChange({ ...card, cvc: event.target.value.replace(/\D/g, '') })}
      />
      {sandbox ? (
        <div className="col-span-2 rounded-card border border-edge border-dashed p-4 text-sm">
          <p className="font-medium">{t('demo')}</p>
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
                <span className="text-muted">{t(says)}</span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}

'use client';

import { useState } from 'react';
import type { CartView } from '#lib/cart/index.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { useFormatPrice } from '../ui/price.tsx';
import { useTranslations } from '../ui/words.tsx';
import { useRemoveCoupon, useSetCoupon } from './use-cart.ts';

/** The coupon of the cart: a field to type it, or what it saves, or why it does nothing. */
export function CouponField({
  coupon,
  problem,
  currency,
  onChanged,
}: {
  coupon: CartView['coupon'];
  problem: CartView['couponProblem'];
  currency: string;
  onChanged?: (() => void) | undefined;
}) {
  const t = useTranslations('cart');
  const price = useFormatPrice();
  const [code, setCode] = useState('');
  const add = useSetCoupon();
  const remove = useRemoveCoupon();
  const used = coupon?.code ?? problem?.code;

  const apply = () => {
    if (code.trim() === '') return;
    add.mutate(
      { code },
      {
        onSuccess: () => {
          setCode('');
          onChanged?.();
        },
      },
    );
  };

  if (used) {
    return (
      <div className="mt-4 border-line border-t pt-4">
        <div className="flex items-center justify-between gap-3">
          <p className="min-w-0">
            <span className="block break-words font-medium">{used}</span>
            {coupon ? (
              <span className="text-good text-sm">
                {t('couponSaves', { name: coupon.name, amount: price(coupon.savedMinor, currency) })}
              </span>
            ) : null}
          </p>
          <button
            type="button"
            aria-label={t('couponRemove', { code: used })}
            disabled={remove.isPending}
            onClick={() => remove.mutate(undefined, { onSuccess: onChanged })}
            className="min-h-11 shrink-0 text-muted text-sm underline decoration-line underline-offset-4 hover:text-ink hover:decoration-signal"
          >
            {t('remove')}
          </button>
        </div>
        {problem ? (
          <Alert tone="info">{t('couponProblem', { reason: problem.reason, code: problem.code })}</Alert>
        ) : null}
        {remove.error ? <Alert tone="error">{remove.error.message}</Alert> : null}
      </div>
    );
  }
  // No form of its own: in the checkout it stands inside another one.
  return (
    <div className="mt-4 flex items-start gap-2 border-line border-t pt-4">
      <Field
        label={t('couponCode')}
        name="coupon"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        className="min-w-0 flex-1"
        value={code}
        error={add.error?.message}
        onChange={(event) => {
          setCode(event.target.value);
          add.reset();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          apply();
        }}
      />
      <Button variant="secondary" className="mt-[1.625rem] min-h-12" busy={add.isPending} onClick={apply}>
        {t('couponApply')}
      </Button>
    </div>
  );
}

'use client';

import { useState } from 'react';
import { Icon } from './icon.tsx';
import { useTranslations } from './words.tsx';

const step =
  'grid w-11 place-items-center text-ink hover:bg-shell disabled:text-edge disabled:hover:bg-transparent';

/** A number from 1 to `max`, by buttons or typed. `onCommit` is called when the shopper has settled on a value. */
export function Quantity({
  label,
  value,
  onValue,
  onCommit,
  max = 99,
  disabled = false,
}: {
  label: string;
  value: number;
  onValue?: (value: number) => void;
  onCommit?: (value: number) => void;
  max?: number;
  disabled?: boolean;
}) {
  const t = useTranslations('cart');
  // While it is typed it may be empty or too large; it is settled on leaving the field.
  const [typed, setTyped] = useState<string | null>(null);
  const settle = (wanted: number) => {
    const next = Math.min(max, Math.max(1, Math.round(wanted) || 1));
    setTyped(null);
    onValue?.(next);
    onCommit?.(next);
  };
  return (
    <div className="inline-flex min-h-11 overflow-hidden rounded-full border border-edge bg-sheet has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-signal has-[input:focus-visible]:outline-offset-2">
      <button
        type="button"
        aria-label={t('oneLess', { label })}
        disabled={disabled || value <= 1}
        onClick={() => settle(value - 1)}
        className={step}
      >
        <Icon name="minus" className="size-4" />
      </button>
      <input
        aria-label={label}
        inputMode="numeric"
        autoComplete="off"
        disabled={disabled}
        value={typed ?? value}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value.replace(/\D/g, '').slice(0, 4))}
        onBlur={() => typed !== null && settle(Number(typed))}
        onKeyDown={(event) => {
          if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
            event.preventDefault();
            settle(value + (event.key === 'ArrowUp' ? 1 : -1));
          }
          if (event.key === 'Enter' && typed !== null) {
            event.preventDefault();
            settle(Number(typed));
          }
        }}
        className="w-10 bg-transparent text-center text-base tabular-nums outline-none"
      />
      <button
        type="button"
        aria-label={t('oneMore', { label })}
        disabled={disabled || value >= max}
        onClick={() => settle(value + 1)}
        className={step}
      >
        <Icon name="plus" className="size-4" />
      </button>
    </div>
  );
}

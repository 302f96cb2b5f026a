'use client';

import { NumberField } from '@base-ui/react/number-field';
import { Minus, Plus } from 'lucide-react';

const step =
  'grid w-10 place-items-center text-ink hover:bg-shell disabled:text-edge disabled:hover:bg-transparent';

/** A number from 1 to `max`, by buttons or typed. `onCommit` is called when the shopper has settled on a value. */
export function Quantity({
  label,
  value,
  onValue,
  onCommit,
  max = 99,
  disabled,
}: {
  label: string;
  value: number;
  onValue?: (value: number) => void;
  onCommit?: (value: number) => void;
  max?: number;
  disabled?: boolean;
}) {
  return (
    <NumberField.Root
      value={value}
      min={1}
      max={max}
      disabled={disabled}
      onValueChange={(next) => onValue?.(next ?? 1)}
      onValueCommitted={(next) => onCommit?.(next ?? 1)}
    >
      <NumberField.Group className="inline-flex min-h-11 overflow-hidden rounded-full border border-edge bg-sheet">
        <NumberField.Decrement aria-label={`One less: ${label}`} className={step}>
          <Minus aria-hidden="true" className="size-4" />
        </NumberField.Decrement>
        <NumberField.Input
          aria-label={label}
          className="w-10 bg-transparent text-center text-base tabular-nums focus-visible:outline-offset-0"
        />
        <NumberField.Increment aria-label={`One more: ${label}`} className={step}>
          <Plus aria-hidden="true" className="size-4" />
        </NumberField.Increment>
      </NumberField.Group>
    </NumberField.Root>
  );
}

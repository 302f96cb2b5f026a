import type { CategoryCondition } from '#lib/catalogue/index.ts';
import { amountText, parseAmount } from './amount.ts';
import { TextField } from './form.tsx';

/** A condition as it is typed. */
export type Typed = {
  key: string;
  kind: CategoryCondition['kind'];
  name: string;
  value: string;
  from: string;
  to: string;
};

/** What a condition may ask of, in the order of the list. */
export const kinds: { value: Typed['kind']; label: string }[] = [
  { value: 'tag', label: 'Tag' },
  { value: 'vendor', label: 'Vendor' },
  { value: 'type', label: 'Type' },
  { value: 'attribute', label: 'Fact' },
  { value: 'price', label: 'Price' },
];

/** A condition that nothing has been typed into. */
export const blank = (): Typed => ({
  key: crypto.randomUUID(),
  kind: 'tag',
  name: '',
  value: '',
  from: '',
  to: '',
});

/** A stored condition as it would be typed, prices with `decimals` places. */
export function typed(condition: CategoryCondition, decimals: number): Typed {
  const { kind } = condition;
  if (kind === 'price') {
    const text = (minor: number | null) => (minor === null ? '' : amountText(minor, decimals));
    return { ...blank(), kind, from: text(condition.fromMinor), to: text(condition.toMinor) };
  }
  return { ...blank(), kind, value: condition.value, name: kind === 'attribute' ? condition.name : '' };
}

/** What was typed as it is stored, prices in minor units; null where that is no amount. */
export function condition(
  { kind, name, value, from, to }: Typed,
  decimals: number,
): CategoryCondition | null {
  if (kind === 'attribute') return { kind, name, value };
  if (kind !== 'price') return { kind, value };
  const [fromMinor, toMinor] = [from, to].map((text) =>
    text.trim() === '' ? null : (parseAmount(text, decimals) ?? Number.NaN),
  );
  if (Number.isNaN(fromMinor) || Number.isNaN(toMinor)) return null;
  return { kind, fromMinor: fromMinor ?? null, toMinor: toMinor ?? null };
}

/** The fields of one condition, by its kind. */
export function Operand({
  one,
  lists,
  currency,
  disabled,
  onChange,
}: {
  one: Typed;
  lists: string;
  currency: string;
  disabled: boolean;
  onChange: (change: Partial<Typed>) => void;
}) {
  if (one.kind === 'price') {
    return (
      <>
        <TextField
          label={`From, ${currency}`}
          value={one.from}
          inputMode="decimal"
          disabled={disabled}
          onChange={(from) => onChange({ from })}
        />
        <TextField
          label={`To, ${currency}`}
          value={one.to}
          inputMode="decimal"
          disabled={disabled}
          onChange={(to) => onChange({ to })}
        />
      </>
    );
  }
  if (one.kind === 'attribute') {
    return (
      <>
        <TextField
          label="Fact"
          placeholder="Material"
          value={one.name}
          disabled={disabled}
          maxLength={80}
          onChange={(name) => onChange({ name })}
        />
        <TextField
          label="Is"
          placeholder="Oak"
          value={one.value}
          disabled={disabled}
          maxLength={120}
          onChange={(value) => onChange({ value })}
        />
      </>
    );
  }
  return (
    <TextField
      className="sm:col-span-2"
      label="Is"
      list={`${lists}-${one.kind}`}
      value={one.value}
      disabled={disabled}
      maxLength={190}
      onChange={(value) => onChange({ value })}
    />
  );
}

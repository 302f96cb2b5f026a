'use client';

import type { ProductVariant } from '#lib/catalogue/index.ts';
import { useTranslations } from '../ui/words.tsx';
import { isBuyable, valuesOf } from './choose-variant.ts';

/** One group of radio buttons per option; what cannot be had with the rest chosen is struck, and says so. */
export function VariantPicker({
  optionNames,
  variants,
  chosen,
  onChoose,
}: {
  optionNames: string[];
  variants: ProductVariant[];
  chosen: string[];
  onChoose: (values: string[]) => void;
}) {
  const t = useTranslations('product');
  return optionNames.map((name, option) => (
    <fieldset key={name}>
      <legend className="mb-2.5 text-sm">
        <span className="font-medium">{name}</span>
        <span className="text-muted">: {chosen[option]}</span>
      </legend>
      <div className="flex flex-wrap gap-2">
        {valuesOf(variants, option).map((value) => {
          const buyable = isBuyable(variants, chosen, option, value);
          return (
            <label
              key={value}
              className={`relative flex min-h-11 cursor-pointer items-center rounded-full border px-4.5 text-[0.9375rem] has-checked:border-ink has-checked:bg-ink has-checked:text-paper has-focus-visible:outline-2 has-focus-visible:outline-signal has-focus-visible:outline-offset-2 ${buyable ? 'border-edge bg-sheet hover:border-ink' : 'border-edge border-dashed text-muted line-through'}`}
            >
              <input
                type="radio"
                name={`option-${option}`}
                value={value}
                aria-label={buyable ? value : t('valueSoldOut', { value })}
                checked={chosen[option] === value}
                onChange={() => onChoose(chosen.map((one, index) => (index === option ? value : one)))}
                className="absolute inset-0 cursor-pointer opacity-0"
              />
              {value}
            </label>
          );
        })}
      </div>
    </fieldset>
  ));
}

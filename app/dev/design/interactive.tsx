'use client';

import { useState } from 'react';
import { firstChoice } from '#components/shop/choose-variant.ts';
import { SalePrice } from '#components/shop/sale-price.tsx';
import { VariantPicker } from '#components/shop/variant-picker.tsx';
import { Button } from '#components/ui/button.tsx';
import { Drawer } from '#components/ui/drawer.tsx';
import { Quantity } from '#components/ui/quantity.tsx';
import type { ProductVariant } from '#lib/catalogue/index.ts';

const optionNames = ['Colour', 'Size'];
const variants: ProductVariant[] = ['Navy', 'Red'].flatMap((colour) =>
  ['S', 'M', 'L'].map((size) => ({
    id: `${colour}-${size}`,
    sku: `${colour}-${size}`,
    title: `${colour} / ${size}`,
    optionValues: [colour, size],
    priceMinor: 4900,
    compareAtMinor: 5900,
    lowestMinor: null,
    sale: null,
    inStock: colour === 'Navy' || size !== 'L',
    barcode: '',
    weightGrams: null,
    imageIndex: null,
  })),
);

/** The parts that answer to the shopper, with made-up goods. */
export function Interactive() {
  const [chosen, setChosen] = useState(() => firstChoice(variants));
  const [quantity, setQuantity] = useState(1);
  const [open, setOpen] = useState(false);
  return (
    <div className="grid gap-8 md:grid-cols-2">
      <div className="grid gap-6">
        <VariantPicker optionNames={optionNames} variants={variants} chosen={chosen} onChoose={setChosen} />
      </div>
      <div className="grid content-start justify-items-start gap-6">
        <p className="text-xl">
          <SalePrice priceMinor={4900} beforeMinor={5900} currency="EUR" before="Before" />
        </p>
        <Quantity label="Quantity" value={quantity} onValue={setQuantity} />
        <Drawer
          open={open}
          onOpenChange={setOpen}
          title="A drawer"
          trigger={<Button variant="secondary">Open a drawer</Button>}
          footer={
            <Button className="w-full" onClick={() => setOpen(false)}>
              The one thing to do
            </Button>
          }
        >
          <p className="py-6">
            Slides in from the side, keeps the focus, closes on Escape and beside it, and gives the focus
            back.
          </p>
        </Drawer>
      </div>
    </div>
  );
}

/** Every button in every state: they are parts of the browser's, pressed or not. */
export function Buttons() {
  return (
    <div className="grid gap-6">
      {(['primary', 'secondary', 'ghost'] as const).map((variant) => (
        <div key={variant} className="flex flex-wrap items-center gap-4">
          <Button variant={variant} size="large">
            Large {variant}
          </Button>
          <Button variant={variant}>Medium</Button>
          <Button variant={variant} size="small">
            Small
          </Button>
          <Button variant={variant} busy>
            Busy
          </Button>
          <Button variant={variant} disabled>
            Disabled
          </Button>
        </div>
      ))}
    </div>
  );
}

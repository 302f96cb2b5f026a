import type { Attribute } from '#lib/catalogue/index.ts';
import type { SeedProduct } from './products.ts';

// What customers filter by is fewer colours than the makers have names for.
const families: Readonly<Record<string, string>> = {
  blush: 'Pink',
  brass: 'Yellow',
  coral: 'Orange',
  cream: 'White',
  moss: 'Green',
  mustard: 'Yellow',
  navy: 'Blue',
  ochre: 'Yellow',
  oxblood: 'Red',
  plum: 'Purple',
  red: 'Red',
  rust: 'Orange',
  sage: 'Green',
  sand: 'Beige',
  sky: 'Blue',
  storm: 'Grey',
  tar: 'Black',
  teal: 'Green',
};

/** By product type: what it is made of, and how large it is where that is one size. */
const made: Readonly<Record<string, { material?: string; size?: string }>> = {
  'Mooring line': { material: 'Polyester' },
  Twine: { material: 'Linen' },
  Fender: { material: 'Rope' },
  Doorstop: { material: 'Rope' },
  Lantern: { material: 'Steel' },
  'Wall light': { material: 'Brass' },
  Candles: { material: 'Beeswax' },
  Knife: { material: 'Steel' },
  Compass: { material: 'Brass' },
  Bell: { material: 'Brass' },
  Brush: { material: 'Wood' },
  Jumper: { material: 'Wool' },
  Cap: { material: 'Wool' },
  Socks: { material: 'Wool' },
  Jacket: { material: 'Waxed cotton' },
  Boots: { material: 'Rubber' },
  Mug: { material: 'Enamel' },
  Kettle: { material: 'Enamel' },
  Blanket: { material: 'Wool' },
  Cushion: { material: 'Cotton', size: '45 × 45 cm' },
  Chair: { material: 'Wood' },
  Stool: { material: 'Wood' },
  Towel: { material: 'Linen' },
  'Tea towel': { material: 'Linen', size: '50 × 70 cm' },
  Throw: { material: 'Wool', size: '130 × 180 cm' },
  Rug: { material: 'Wool' },
  Vase: { material: 'Stoneware' },
  Bowl: { material: 'Stoneware' },
  Jug: { material: 'Stoneware' },
  Planter: { material: 'Stoneware' },
  Plate: { material: 'Stoneware' },
  Poster: { material: 'Paper' },
  Print: { material: 'Paper' },
  Notebook: { material: 'Paper' },
  'Tote bag': { material: 'Canvas' },
  'Duffel bag': { material: 'Canvas' },
  Pouch: { material: 'Canvas' },
};

/** What is made of something else than its kind. */
const otherwise: Readonly<Record<string, string>> = {
  'herring-plate': 'Enamel',
  'middle-watch-mug': 'Stoneware',
  'yellow-oilskin': 'Oilskin',
};

const coloured = (type: string) => type !== 'Pantry' && type !== 'Tea' && type !== 'Coffee';

/** Colour, material and size: what customers filter by. */
export function attributesOf({ handle, type, colours, art: [, palette] }: SeedProduct): Attribute[] {
  const { size } = made[type] ?? {};
  const material = otherwise[handle] ?? made[type]?.material;
  const palettes = colours?.map(([, own]) => own) ?? [palette];
  const shown = coloured(type) ? palettes.flatMap((one) => families[one] ?? []) : [];
  return [
    ...[...new Set(shown)].map((value) => ({ name: 'Colour', value })),
    ...(material ? [{ name: 'Material', value: material }] : []),
    ...(size ? [{ name: 'Dimensions', value: size }] : []),
  ];
}

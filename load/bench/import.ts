import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { listStaffProducts, searchProducts, suggestProducts } from '#lib/catalogue/index.ts';
import { closeDb, closeRedis, env } from '#lib/platform/index.ts';
import { generatedProduct, placeOf } from '../growth/generate-catalogue.ts';
import { measure, say } from '../growth/measure.ts';
import { searchTexts, staffTexts, typedTexts } from '../growth/readings.ts';

const columns = [
  ...[
    'Handle',
    'Title',
    'Body (HTML)',
    'Vendor',
    'Type',
    'Tags',
    'Published',
    'Option1 Name',
    'Option1 Value',
  ],
  ...['Variant SKU', 'Variant Grams', 'Variant Inventory Tracker', 'Variant Inventory Qty'],
  ...['Variant Inventory Policy', 'Variant Price', 'Variant Taxable', 'Collection', 'Status'],
  ...['Colour (product.metafields.custom.colour)', 'Material (product.metafields.custom.material)'],
];
const cell = (text: string | number) =>
  /[",\n]/.test(String(text)) ? `"${String(text).replaceAll('"', '""')}"` : text;

/** A product as Shopify exports it: a line for each variant, what is the product's own in the first only. */
function linesOf(number: number): string {
  const product = generatedProduct(number);
  const { handle, title, descriptionHtml, maker, kind, colour, material, priceMinor } = product;
  return product.skus
    .map((sku, index) => {
      const own = <T extends string>(text: T) => (index === 0 ? text : '');
      return [
        ...[
          handle,
          own(title),
          own(descriptionHtml),
          own(maker),
          own(kind),
          own('new, generated'),
          own('true'),
        ],
        ...[own('Size'), index === 0 ? 'S' : 'M', sku, 250, 'shopify', 1_000, 'deny'],
        ...[((priceMinor + index * 100) / 100).toFixed(2), 'true', own(placeOf(product)), own('active')],
        ...[own(colour), own(material)],
      ].map(cell);
    })
    .join('\n');
}

async function writeFile(path: string, products: number): Promise<void> {
  function* lines() {
    yield `${columns.map(cell).join(',')}\n`;
    for (let number = 1; number <= products; number++) yield `${linesOf(number)}\n`;
  }
  await pipeline(Readable.from(lines()), createWriteStream(path));
}

/** `npm run import -- FILE` as anybody runs it, with what it says on its way. */
async function importFile(path: string): Promise<void> {
  const child = spawn(process.execPath, ['scripts/import.ts', path], { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`The import ended with exit code ${code}`);
}

/** `npm run bench -- import`: a Shopify CSV of many products, imported twice, and the shop after it. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      products: { type: 'string', default: '100000' },
      times: { type: 'string', default: '100' },
      again: { type: 'boolean', default: false },
    },
  });
  const [products, times] = [Number(values.products), Number(values.times)];
  if (!Number.isInteger(products) || products < 500) throw new Error('--products is a whole number from 500');
  const folder = join(env.DATA_DIR, 'bench');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'shopify.csv');
  await writeFile(path, products);
  try {
    await importFile(path);
    if (values.again) await importFile(path);
  } finally {
    rmSync(path);
  }
  console.log(`\nwith ${products.toLocaleString('en')} products, each asked of the database:`);
  const read = async <T>(name: string, some: readonly T[], work: (one: T) => Promise<unknown>) => {
    for (const one of some.slice(0, 2)) await work(one);
    const reading = await measure(name, some, work);
    say(reading);
    return reading;
  };
  for (const [kind, texts] of Object.entries(searchTexts(products, times))) {
    await read(`search: ${kind}`, texts, (q) => searchProducts({ q }));
  }
  const suggesting = await read('suggestions', typedTexts(products, times), (typed) =>
    suggestProducts(typed),
  );
  const all = { q: '', status: '', categoryId: '', vendor: '', tag: '', stock: '', sort: 'title' } as const;
  await read('admin: product list', ['title', 'updated'] as const, (sort) =>
    listStaffProducts({ ...all, sort }),
  );
  await read('admin: product list, searched', staffTexts, (q) => listStaffProducts({ ...all, q }));
  await closeDb();
  closeRedis();
  const slow = suggesting.p95Ms;
  console.log(slow <= 100 ? 'suggestions within 100 ms' : `SUGGESTIONS TAKE ${slow.toFixed(0)} ms`);
  return slow <= 100 ? 0 : 1;
}

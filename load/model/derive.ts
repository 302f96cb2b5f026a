import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

/**
 * `node load/model/derive.ts FOLDER > load/model/parameters.json`: the traffic model's parameters from the data sets they
 * come from (docs/load.md names them). Only numbers leave the folder; the data sets themselves are not kept here.
 */

const retailSized = 100;

function rows<T>(folder: string, name: string, schema: z.ZodType<T>): T[] {
  const path = join(folder, name);
  if (!existsSync(path)) throw new Error(`${path} is missing; docs/load.md says where it is from`);
  const text = gunzipSync(readFileSync(path)).toString('utf8');
  return z.array(schema).parse(parse(text, { columns: true, skip_empty_lines: true, relax_quotes: true }));
}

const round = (value: number, digits = 4) => Number(value.toFixed(digits));

/** The value at each percent from 0 to 100. */
function percentiles(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return Array.from({ length: 101 }, (_, percent) =>
    round(sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0, 2),
  );
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

const sessionSchema = z.object({
  Administrative: z.coerce.number(),
  Informational: z.coerce.number(),
  ProductRelated: z.coerce.number(),
  ProductRelated_Duration: z.coerce.number(),
  VisitorType: z.string(),
  Revenue: z.enum(['TRUE', 'FALSE']),
});

function sessions(folder: string) {
  const all = rows(folder, 'uci-online-shoppers-intention.csv.gz', sessionSchema);
  const buys = (one: { Revenue: string }) => one.Revenue === 'TRUE';
  const pages = (some: typeof all) => percentiles(some.map((one) => Math.max(1, one.ProductRelated)));
  const timed = all.filter((one) => one.ProductRelated > 1 && one.ProductRelated_Duration > 0);
  const [products, accounts, texts] = (['ProductRelated', 'Administrative', 'Informational'] as const).map(
    (name) => sum(all.map((one) => one[name])),
  ) as [number, number, number];
  const every = products + accounts + texts;
  return {
    counted: all.length,
    conversion: round(all.filter(buys).length / all.length),
    returning: round(
      all.filter(({ VisitorType }) => VisitorType === 'Returning_Visitor').length / all.length,
    ),
    kinds: { shop: round(products / every), account: round(accounts / every), text: round(texts / every) },
    pages: { buyers: pages(all.filter(buys)), others: pages(all.filter((one) => !buys(one))) },
    meanPages: round(mean(all.map((one) => one.ProductRelated)), 2),
    // The last page's time is not known, so a session of n pages is n - 1 pages long.
    secondsAPage: percentiles(timed.map((one) => one.ProductRelated_Duration / (one.ProductRelated - 1))),
  };
}

const lineSchema = z.object({
  InvoiceNo: z.string(),
  StockCode: z.string(),
  Quantity: z.coerce.number(),
  InvoiceDate: z.string(),
  UnitPrice: z.coerce.number(),
});

function orders(folder: string) {
  const lines = rows(folder, 'uci-online-retail.2010-12_2011-08.csv.gz', lineSchema).filter(
    // Cancellations, corrections and gifts are not sales; codes without a digit are postage, fees and the like.
    ({ InvoiceNo, StockCode, Quantity, UnitPrice }) =>
      !InvoiceNo.startsWith('C') && /\d/.test(StockCode) && Quantity > 0 && UnitPrice > 0,
  );
  const invoices = [...Map.groupBy(lines, ({ InvoiceNo }) => InvoiceNo).values()];
  const worth = (some: typeof lines) => sum(some.map(({ Quantity, UnitPrice }) => Quantity * UnitPrice));
  const small = invoices.filter((some) => worth(some) < retailSized);
  const hours = Array.from({ length: 24 }, () => 0);
  const days = new Map<string, number>();
  for (const [first] of invoices) {
    const [day = '', time = ''] = first?.InvoiceDate.split(' ') ?? [];
    const hour = Number(time.slice(0, 2));
    hours[hour] = (hours[hour] ?? 0) + 1;
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  const sold = [...Map.groupBy(lines, ({ StockCode }) => StockCode).values()]
    .map((some) => some.length)
    .sort((a, b) => b - a);
  const shares = [0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1];
  return {
    counted: invoices.length,
    hours: hours.map((count) => round(count / invoices.length)),
    busiestDay: round(Math.max(...days.values()) / mean([...days.values()]), 2),
    retailSized: { counted: small.length, under: retailSized },
    lines: percentiles(small.map((some) => some.length)),
    quantity: percentiles(small.flatMap((some) => some.map(({ Quantity }) => Quantity))),
    skew: shares.map((share) => [
      share,
      round(sum(sold.slice(0, Math.round(share * sold.length))) / lines.length),
    ]),
  };
}

const browsing = ['HOME', 'NEWP', 'BESS', 'PROD', 'SREQ', 'SRES'];
const mixSchema = z.object({
  mixes: z.record(
    z.string(),
    z.object({
      transitions: z.record(z.string(), z.record(z.string(), z.number())),
      stationary: z.record(z.string(), z.number()),
    }),
  ),
});

/** The steps among pages to look at, each row made whole again: whether a cart follows, the sessions say. */
function mix(folder: string) {
  const { mixes } = mixSchema.parse(JSON.parse(readFileSync(join(folder, 'tpcw-mixes.json'), 'utf8')));
  const shopping = mixes['shopping(WIPS)'];
  if (!shopping) throw new Error('tpcw-mixes.json has no shopping mix');
  const next = Object.fromEntries(
    browsing.map((from) => {
      const to = Object.entries(shopping.transitions[from] ?? {}).filter(([name]) => browsing.includes(name));
      const whole = sum(to.map(([, share]) => share));
      return [from, Object.fromEntries(to.map(([name, share]) => [name, round(share / whole)]))];
    }),
  );
  const { CREG: begun = 0, BUYC: bought = 0 } = shopping.stationary;
  return { next, checkoutsLeft: round(1 - bought / begun) };
}

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('node load/model/derive.ts FOLDER > load/model/parameters.json');
  process.exit(2);
}
console.log(
  JSON.stringify({ sessions: sessions(folder), orders: orders(folder), mix: mix(folder) }, null, 2),
);

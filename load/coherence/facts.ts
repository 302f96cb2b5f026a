import { purgeNow, recordInvalidation, tags } from '#lib/cache/index.ts';
import { saveProducts } from '#lib/catalogue/index.ts';
import { db, systemContext, withTransaction } from '#lib/platform/index.ts';
import { until } from '#scripts/stack/processes.ts';
import { acknowledged, call, cart, granted, refused, versioned } from './calls.ts';
import { History } from './history.ts';

/** Prices no other product has; each product has its own ten thousand. */
const priceBase = 1_000_000;
const step = 10_000;

export type Fact = {
  history: History;
  /** Addresses that show it. */
  paths: string[];
  /** What a page shows of it; null when it shows nothing of it at all. */
  read: (page: string) => string | null;
  /** Of a price: whose. */
  sku?: string;
  /** Changes it once. @returns whether the purge was acknowledged. */
  write: () => Promise<boolean>;
};

const count = (history: History) => Number(/\d+$/.exec(history.shows)?.[0] ?? 0);

type Product = { handle: string; sku: string; id: string; index: number };

function product({ handle, sku, index }: Omit<Product, 'id'>, title = `Coherence ${index} n0`) {
  return {
    handle,
    title,
    descriptionHtml: '<p>For the proof.</p>',
    vendor: 'Proof',
    productType: 'Proof',
    status: 'active' as const,
    optionNames: [],
    images: null,
    variants: [
      { sku, optionValues: [], priceMinor: priceBase + index * step, compareAtMinor: null, onHand: 50 },
    ],
    categoryPaths: [['Coherence']],
  };
}

/** Makes the goods and says what may be seen of them. */
export async function makeFacts(): Promise<Fact[]> {
  const ctx = systemContext('coherence');
  const named = Array.from({ length: 24 }, (_, index) => ({
    handle: `coherence-${index}`,
    sku: `COHERENCE-${index}`,
    index,
  }));
  await saveProducts(
    ctx,
    named.map((one) => product(one)),
  );
  // Else the first looks may find, and keep, a shop without these goods.
  if (!(await until(async () => (await purgeNow(ctx)).acknowledged, 30_000, 200)))
    throw new Error('The goods of the proof were saved, but their purge was not acknowledged within 30 s');
  const rows = await db().product.findMany({ where: { handle: { startsWith: 'coherence-' } } });
  const products: Product[] = named.map((one) => ({
    ...one,
    id: rows.find(({ handle }) => handle === one.handle)?.id ?? '',
  }));
  formerText = (await db().cmsBlock.findUnique({ where: { key: 'returns' } }))?.bodyHtml ?? '';
  const category = await db().category.findFirstOrThrow({ where: { handle: 'coherence' } });
  const versions = new Map<string, number>();
  const page = ({ handle }: Product) => `/p/${handle}`;
  const listing = `/c/${category.handle}`;

  const price = (one: Product): Fact => {
    const history = new History(`price of ${one.sku}`, String(priceBase + one.index * step));
    return {
      history,
      sku: one.sku,
      paths: [page(one), listing, `${listing}/price-desc`, cart],
      read: (text) => {
        if (text.startsWith('{')) return inCart(text, one.sku);
        const seen = amounts(text).filter((minor) => Math.floor((minor - priceBase) / step) === one.index);
        return seen.length === 0 ? null : String(Math.min(...seen));
      },
      write: async () => {
        const priceMinor = Number(history.shows) + 1;
        const done = history.change(String(priceMinor), performance.now());
        const body = { priceMinor, compareAtMinor: null };
        const ok = acknowledged(await versioned(versions, `variants/${one.sku}/price`, body));
        if (ok) done(performance.now());
        return ok;
      },
    };
  };
  const name = (one: Product): Fact => {
    const history = new History(`name of ${one.sku}`, 'n0');
    return {
      history,
      paths: [page(one), listing],
      read: (text) => new RegExp(`Coherence ${one.index} (n\\d+)`).exec(text)?.[1] ?? null,
      write: async () => {
        const next = `n${count(history) + 1}`;
        const done = history.change(next, performance.now());
        const own = systemContext('coherence');
        try {
          await saveProducts(own, [product(one, `Coherence ${one.index} ${next}`)]);
          const report = await purgeNow(own);
          if (report.acknowledged) done(performance.now());
          else refused.add('purge not acknowledged');
          return report.acknowledged;
        } catch (error) {
          refused.add(`import: ${error instanceof Error ? error.name : 'lost'}`);
          return false;
        }
      },
    };
  };
  const stock = (one: Product): Fact => {
    const history = new History(`stock of ${one.sku}`, 'InStock');
    return {
      history,
      paths: [page(one)],
      read: (text) => /schema\.org\/(InStock|OutOfStock)/.exec(text)?.[1] ?? null,
      write: async () => {
        const next = history.shows === 'InStock' ? 'OutOfStock' : 'InStock';
        const done = history.change(next, performance.now());
        const body = { onHand: next === 'InStock' ? 50 : 0, reason: 'proof' };
        const ok = acknowledged(await versioned(versions, `variants/${one.sku}/stock`, body));
        if (ok) done(performance.now());
        return ok;
      },
    };
  };
  const member = (one: Product): Fact => {
    const history = new History(`whether ${one.sku} is in its category`, 'yes');
    return {
      history,
      paths: [listing],
      read: (text) =>
        text.includes('Coherence 0 ') ? (text.includes(`Coherence ${one.index} `) ? 'yes' : 'no') : null,
      write: async () => {
        const next = history.shows === 'yes' ? 'no' : 'yes';
        const done = history.change(next, performance.now());
        const productIds = products.filter(({ id }) => next === 'yes' || id !== one.id).map(({ id }) => id);
        const ok = acknowledged(
          await versioned(versions, `categories/${category.id}/products`, { productIds }),
        );
        if (ok) done(performance.now());
        return ok;
      },
    };
  };
  const text = (): Fact => {
    const history = new History('a text', 'v0');
    return {
      history,
      paths: [page(products[1] as Product), page(products[2] as Product), '/pages/returns'],
      read: (html) => /Proof of coherence (v\d+)/.exec(html)?.[1] ?? null,
      write: async () => {
        const next = `v${count(history) + 1}`;
        const done = history.change(next, performance.now());
        const path = 'cms/returns';
        const body = { title: 'Returns', bodyHtml: `<p>Proof of coherence ${next}</p>` };
        const draft = await versioned(versions, path, { do: 'save_draft', ...body });
        if (!draft?.block) return false;
        versions.set(path, draft.block.version);
        const ok = acknowledged(await versioned(versions, path, { do: 'publish' }));
        if (ok) done(performance.now());
        return ok;
      },
    };
  };
  const rule = (one: Product): Fact => {
    const history = new History(`rule on ${one.sku}`, 'none');
    let running: { id: string; version: number } | null = null;
    return {
      history,
      paths: [page(one), listing],
      read: (html) =>
        html.includes(`Coherence ${one.index} `) ? (/Proof sale (r\d+)/.exec(html)?.[1] ?? 'none') : null,
      write: async () => {
        if (running) {
          const done = history.change('none', performance.now());
          const asked = await call(`rules/${running.id}/stop`, { expectedVersion: running.version });
          if (asked?.answer.current) running = { ...running, version: asked.answer.current.version };
          const ok = acknowledged(granted(asked));
          if (asked && asked.status < 300) running = null;
          if (ok) done(performance.now());
          return ok;
        }
        const next = `r${++ruleCount}`;
        const done = history.change(next, performance.now());
        const asked = await call('rules', {
          rule: {
            ...{
              name: `Proof sale ${next}`,
              kind: 'percentage',
              value: 1_000,
              priority: 0,
              stacking: 'exclusive',
            },
            ...{ display: 'plain', status: 'live', startsAt: new Date(Date.now() - 60_000).toISOString() },
            ...{ endsAt: null, couponCode: null, usageLimit: null, customerLimit: null },
            targets: [{ kind: 'product', value: one.id }],
          },
          skus: [],
        });
        if (asked?.answer.rule && asked.status < 300) running = asked.answer.rule;
        // Lost on its way back: one that was made all the same must be stopped next.
        else running = await db().priceRule.findFirst({ where: { name: `Proof sale ${next}` } });
        const ok = acknowledged(granted(asked));
        if (ok) done(performance.now());
        return ok;
      },
    };
  };
  let ruleCount = 0;
  const at = (index: number) => products[index] as Product;
  return [
    ...[1, 2, 3, 4, 5, 6].map((index) => price(at(index))),
    ...[7, 8].map((index) => name(at(index))),
    ...[9, 10].map((index) => stock(at(index))),
    member(at(11)),
    text(),
    rule(at(12)),
  ];
}

/** What one costs in a cart; null when it is not in it. */
function inCart(text: string, sku: string): string | null {
  const { lines } = JSON.parse(text) as { lines: { sku: string; unitMinor: number }[] };
  const line = lines.find((one) => one.sku === sku);
  return line ? String(line.unitMinor) : null;
}

/** Every price from €10,000 on that stands in a page, a payload or JSON, in minor units. */
function amounts(page: string): number[] {
  return [...page.matchAll(/(?<![\w.-])(?:(\d{2}),?(\d{3})\.(\d{2})|(1\d{6}))(?![\w-])/g)].map(
    ([, thousands, rest, cents, minor]) => Number(minor ?? `${thousands}${rest}${cents}`),
  );
}

/** Takes the goods away again and puts the text back, for a shop that goes on. */
export async function tidyUp(): Promise<void> {
  const ctx = systemContext('coherence');
  await withTransaction(async (tx) => {
    await tx.priceRule.deleteMany({ where: { name: { startsWith: 'Proof sale' } } });
    await tx.product.deleteMany({ where: { handle: { startsWith: 'coherence-' } } });
    await tx.category.deleteMany({ where: { handle: 'coherence' } });
    if (formerText) await tx.cmsBlock.update({ where: { key: 'returns' }, data: { bodyHtml: formerText } });
    await recordInvalidation(
      tx,
      ctx,
      [tags.navigation(), tags.search(), tags.cms('returns')],
      'proof tidied up',
    );
  });
  await purgeNow(ctx);
}

let formerText = '';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { historyOf } from '#lib/audit/index.ts';
import { closeDb, db, Prisma } from '#lib/platform/index.ts';
import { baseLocale } from '#lib/translations/index.ts';
import { bulkEditProducts } from './bulk-edit-products.ts';
import { ctx, invalidatedSince, lastInvalidationId, storedProduct, unique } from './catalogue.fixtures.ts';
import { getProduct } from './get-product.ts';
import { getProductForStaff } from './get-product-for-staff.ts';
import { getRedirect } from './get-redirect.ts';
import { listStaffProducts, type StaffProductFilter } from './list-staff-products.ts';
import { type ProductDocument, productDocumentSchema } from './product-document.ts';
import { saveProduct } from './save-product.ts';
import { pageQuery } from './staff-products.repository.ts';

afterAll(closeDb);

async function documentOf(id: string): Promise<ProductDocument> {
  const product = await getProductForStaff(id);
  if (!product) throw new Error('gone');
  return productDocumentSchema.parse({
    ...product,
    variants: product.variants.map((variant) => ({ ...variant, stock: null })),
    categoryIds: product.categories.map((category) => category.id),
    relatedIds: product.related.map((one) => one.id),
  });
}

describe('saving a product whole', () => {
  test('keeps what is the same, writes what differs, redirects the old address and purges its pages', async () => {
    const { id, handle, mark } = await storedProduct();
    const document = await documentOf(id);
    const since = await lastInvalidationId();
    const [small, large] = document.variants;
    if (!small || !large) throw new Error('two variants');
    const saved = await saveProduct(ctx, {
      id,
      expectedVersion: 1,
      document: {
        ...document,
        handle: `better-${mark}`,
        descriptionHtml: productDocumentSchema.shape.descriptionHtml.parse(
          '<p onclick="x()">Safe</p><script>1</script>',
        ),
        tags: ['iron'],
        attributes: [{ name: 'Material', value: 'Iron' }],
        variants: [
          { ...large, stock: { onHand: 7, expectedVersion: 1 } },
          { ...small, priceMinor: 900 },
          { ...small, sku: `A-${mark}-M`, optionValues: ['M'], compareAtMinor: null },
        ],
      },
    });
    expect(saved).toEqual({ ok: true, value: { id, version: 2 } });
    const now = await getProductForStaff(id);
    expect(now).toMatchObject({ descriptionHtml: '<p>Safe</p>', tags: ['iron'], version: 2 });
    expect(now?.variants.map(({ sku, priceMinor, onHand }) => [sku, priceMinor, onHand])).toEqual([
      [large.sku, 2_000, 7],
      [small.sku, 900, 3],
      [`A-${mark}-M`, 1_000, 0],
    ]);
    expect(now?.images).toHaveLength(1);
    const { doc } = await db().searchProduct.findUniqueOrThrow({ where: { productId: id } });
    const found = await db().searchDocument.findFirstOrThrow({ where: { doc, locale: baseLocale } });
    expect(found.words.split(' ')).toContain('iron');
    expect(await getRedirect(`/p/${handle}`)).toBe(`/p/better-${mark}`);
    expect(await getProduct(handle)).toBeNull();
    expect(await invalidatedSince(since)).toEqual(expect.arrayContaining([`product:${id}`, 'search']));
    const [entry] = await historyOf(`product:${id}`);
    expect(entry).toMatchObject({
      action: 'product.changed',
      before: { handle, tags: [] },
      after: { handle: `better-${mark}`, tags: ['iron'], counted: { [large.sku]: 7 } },
    });
    expect(entry?.before).not.toHaveProperty('title');
  });

  test('a variant left out goes, and an older version writes nothing and names who was faster', async () => {
    const { id } = await storedProduct();
    const document = await documentOf(id);
    const first = { ...document, variants: document.variants.slice(0, 1) };
    expect((await saveProduct(ctx, { id, expectedVersion: 1, document: first })).ok).toBe(true);
    const late = await saveProduct(ctx, { id, expectedVersion: 1, document: { ...document, title: 'Late' } });
    expect(late).toMatchObject({
      ok: false,
      error: { kind: 'version_conflict', by: { actor: ctx.actor, action: 'product.changed' } },
    });
    const now = await getProductForStaff(id);
    expect(now?.title).not.toBe('Late');
    expect(now?.variants).toHaveLength(1);
  });

  test('of two who save at the same moment one is told', async () => {
    const { id } = await storedProduct();
    const document = await documentOf(id);
    const both = await Promise.all(
      ['Ada', 'Ben'].map((title) =>
        saveProduct(ctx, { id, expectedVersion: 1, document: { ...document, title } }),
      ),
    );
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });

  test('a stock that was sold in between leaves everything as it was', async () => {
    const { id, sku } = await storedProduct();
    const document = await documentOf(id);
    const variants = document.variants.map((one) =>
      one.sku === sku ? { ...one, stock: { onHand: 50, expectedVersion: 99 } } : one,
    );
    const saved = await saveProduct(ctx, {
      id,
      expectedVersion: 1,
      document: { ...document, title: 'X', variants },
    });
    expect(saved).toEqual({ ok: false, error: { kind: 'stock_changed', sku } });
    expect(await getProductForStaff(id)).toMatchObject({ version: 1 });
  });

  test("another product's address and SKU are refused", async () => {
    const [one, other] = [await storedProduct(), await storedProduct()];
    const document = await documentOf(one.id);
    const asked = (change: Partial<ProductDocument>) =>
      saveProduct(ctx, { id: one.id, expectedVersion: 1, document: { ...document, ...change } });
    expect(await asked({ handle: other.handle })).toMatchObject({ error: { kind: 'handle_taken' } });
    const [variant] = document.variants;
    if (!variant) throw new Error('a variant');
    expect(await asked({ variants: [{ ...variant, sku: other.sku.toLowerCase() }] })).toMatchObject({
      error: { kind: 'sku_taken', skus: [other.sku.toLowerCase()] },
    });
  });
});

test('many products are changed alike, and those that are so already are left alone', async () => {
  const [one, other] = [await storedProduct(), await storedProduct()];
  const ids = [one.id, other.id];
  const tag = `t-${unique()}`;
  expect(await bulkEditProducts(ctx, { ids, edit: { do: 'add_tag', tag } })).toEqual({ changed: 2 });
  expect(await bulkEditProducts(ctx, { ids, edit: { do: 'add_tag', tag } })).toEqual({ changed: 0 });
  expect(await bulkEditProducts(ctx, { ids, edit: { do: 'set_status', status: 'draft' } })).toEqual({
    changed: 2,
  });
  expect(await getProduct(one.handle)).toBeNull();
  expect(await db().searchProduct.count({ where: { productId: { in: ids } } })).toBe(0);
  const found = await listStaffProducts({ ...any, tag });
  expect(found.products.map(({ status }) => status)).toEqual(['draft', 'draft']);
  expect((await historyOf(`product:${one.id}`)).map(({ action }) => action)).toContain('product.changed');
});

const any: StaffProductFilter = {
  q: '',
  status: '',
  categoryId: '',
  vendor: '',
  tag: '',
  stock: '',
  sort: 'title',
};

describe('the list for staff', () => {
  const vendor = `Vendor ${unique()}`;
  beforeAll(async () => {
    // Straight into the table: what is tested is how rows are read.
    await db().$executeRaw`
      INSERT INTO products (id, handle, title, description_html, vendor, option_names, status, created_at, updated_at)
      SELECT UUID(), CONCAT('bulk-', UUID()), CONCAT('Bulk ', LPAD(seq MOD 700, 5, '0')), '', ${vendor}, '[]',
        IF(seq MOD 10 = 0, 'draft', 'active'), NOW(3), FROM_UNIXTIME(1000000 + seq MOD 700) FROM seq_1_to_3000`;
  });
  afterAll(() => db().product.deleteMany({ where: { vendor } }));

  test.each(['title', 'updated'] as const)(
    'by %s, page after page, shows each product once',
    async (sort) => {
      const filter = { ...any, vendor, sort, status: 'draft' as const };
      const seen: string[] = [];
      for (let after = ''; ; ) {
        const page = await listStaffProducts(filter, after);
        seen.push(...page.products.map(({ id }) => id));
        if (!page.next) break;
        after = page.next;
      }
      expect(seen).toHaveLength(300);
      expect(new Set(seen).size).toBe(300);
    },
  );

  test('is found by words, by the start of a handle, and counted', async () => {
    expect((await listStaffProducts({ ...any, q: 'bulk 00042' })).products.length).toBeGreaterThan(2);
    expect((await listStaffProducts({ ...any, vendor })).total).toEqual({ counted: 1_000, more: true });
    expect((await listStaffProducts({ ...any, q: "%' OR 1=1 --" })).products).toEqual([]);
    expect((await listStaffProducts({ ...any, vendor }, 'no cursor')).products).toHaveLength(50);
  });

  test.each(['title', 'updated'] as const)(
    'by %s reads a page from its index, not the table',
    async (sort) => {
      const cursor = {
        key: sort === 'title' ? 'Bulk 00600' : new Date(1_000_100_000).toISOString(),
        id: 'a',
      };
      const query = pageQuery({ ...any, sort }, cursor, 51);
      const [plan] = await db().$queryRaw<Record<string, unknown>[]>(Prisma.sql`EXPLAIN ${query}`);
      const index = sort === 'title' ? 'products_title_id_idx' : 'products_updated_at_id_idx';
      expect(plan).toMatchObject({ type: 'range', key: index });
      expect(String(plan?.Extra)).not.toContain('filesort');
    },
  );
});

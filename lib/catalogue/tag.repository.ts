import { db, Prisma, plannedAnew, type Tx } from '#lib/platform/index.ts';

export type TaggedProduct = { id: string; tags: readonly string[] };

/** Tags as rows hold them: each once, of at most 255 characters, without spaces at their end, which a key passes over. */
const rowsOf = (tags: readonly string[]) =>
  new Set(tags.map((tag) => tag.slice(0, 255).replace(/ +$/, '')).filter(Boolean));

const textsIn = (tags: unknown) => (Array.isArray(tags) ? tags.map(String) : []);

/** What of these products' rows has to go and to come. */
async function differences(client: Tx, products: readonly TaggedProduct[]) {
  const stored = new Map<string, Set<string>>();
  const ids = products.map(({ id }) => id);
  for (const { productId, tag } of await client.productTag.findMany({ where: { productId: { in: ids } } })) {
    stored.set(productId, (stored.get(productId) ?? new Set()).add(tag));
  }
  return products.map(({ id, tags }) => {
    const [is, should] = [stored.get(id) ?? new Set<string>(), rowsOf(tags)];
    const gone = [...is].filter((tag) => !should.has(tag));
    return { id, gone, missing: [...should].filter((tag) => !is.has(tag)) };
  });
}

/** Writes the rows of `product_tags` of products that the caller holds, where they differ from their tags. */
export async function writeTags(tx: Tx, products: readonly TaggedProduct[]): Promise<void> {
  if (products.length === 0) return;
  const changes = await differences(tx, products);
  const gone = changes.flatMap(({ id, gone: tags }) => tags.map((tag) => Prisma.sql`(${tag}, ${id})`));
  if (gone.length > 0) {
    await tx.$executeRaw`DELETE FROM product_tags WHERE (tag, product_id) IN (${Prisma.join(gone)})`;
  }
  const data = changes.flatMap(({ id, missing }) => missing.map((tag) => ({ tag, productId: id })));
  if (data.length > 0) await tx.productTag.createMany({ data, skipDuplicates: true });
}

/** The next `most` products by id, and whether their rows differ from their tags. */
export async function checkTags(after: string, most: number): Promise<{ id: string; wrong: boolean }[]> {
  const products = await db().product.findMany({
    where: { id: { gt: after } },
    orderBy: { id: 'asc' },
    take: most,
    select: { id: true, tags: true },
  });
  const looked = await differences(
    db(),
    products.map(({ id, tags }) => ({ id, tags: textsIn(tags) })),
  );
  return looked.map(({ id, gone, missing }) => ({ id, wrong: gone.length + missing.length > 0 }));
}

/** These products as last committed, held until the transaction ends. */
export async function holdTagged(tx: Tx, ids: readonly string[]): Promise<TaggedProduct[]> {
  const held = await tx.$queryRaw<{ id: string; tags: unknown }[]>`
    SELECT id, tags FROM products WHERE id IN (${Prisma.join([...ids])}) ORDER BY id FOR UPDATE`;
  return held.map(({ id, tags }) => ({
    id,
    tags: textsIn(typeof tags === 'string' ? JSON.parse(tags) : tags),
  }));
}

/** The distinct tags of products, at most `most`, from their index. */
export async function findTags(most: number): Promise<string[]> {
  const rows = await db().$queryRaw<{ tag: string }[]>`
    SELECT ${plannedAnew()} DISTINCT tag FROM product_tags LIMIT ${most}`;
  return rows.map(({ tag }) => tag);
}

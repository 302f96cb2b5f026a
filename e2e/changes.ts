import { createInterface } from 'node:readline';
import { purgeNow } from '#lib/cache/index.ts';
import { saveCategory, setTranslations } from '#lib/catalogue/index.ts';
import { closeDb, closeRedis, db, systemContext } from '#lib/platform/index.ts';
import { getRates, saveShipping } from '#lib/rates/index.ts';
import { importReviews } from '#lib/reviews/index.ts';
import { listSynonyms, setSynonyms } from '#lib/search/index.ts';

/**
 * Changes the demo shop as the admin's verbs do, for the test of tags: reads `NAME MARK` a line, writes `done` when the
 * purge was acknowledged. What the change says holds the mark.
 */
const handle = 'enamel-mug';
const product = await db().product.findUniqueOrThrow({ where: { handle } });
const category = await db().category.findUniqueOrThrow({ where: { handle: 'galley' } });

const word = await db().translation.findFirstOrThrow({
  where: { entity: 'product', entityId: product.id, locale: 'de', field: 'title' },
});
const { zones: zonesBefore } = await getRates();
const { groups: groupsBefore } = await listSynonyms();

/** Leaves the shop to the specs that follow as it was; reviews stay. */
async function putBack(): Promise<void> {
  const ctx = systemContext('e2e');
  await setTranslations(ctx, {
    ...{ entity: 'product', id: product.id, locale: 'de' },
    texts: { title: word.value },
  });
  const { shippingVersion } = await getRates();
  await saveShipping(ctx, { zones: zonesBefore, expectedVersion: shippingVersion });
  const { title, description, position } = category;
  await saveCategory(ctx, { path: [title], description, position });
  const { version } = await listSynonyms();
  await setSynonyms(ctx, { groups: groupsBefore.map(({ words }) => words), expectedVersion: version });
  await purgeNow(ctx);
}

const changes: Record<string, (mark: string) => Promise<unknown>> = {
  translation: (mark) =>
    setTranslations(systemContext('e2e'), {
      ...{ entity: 'product', id: product.id, locale: 'de' },
      texts: { title: `Emaillebecher ${mark}` },
    }),
  review: (mark) => {
    const ctx = systemContext('e2e');
    return importReviews(ctx, [
      {
        ...{ productId: product.id, orderId: ctx.newId(), email: `${mark}@example.com` },
        ...{ name: 'Ada', rating: 4, title: '', body: `Holds tea: ${mark}`, locale: 'en' },
        ...{ status: 'approved', createdAt: ctx.now() },
      },
    ]);
  },
  shipping: async (mark) => {
    const { zones, shippingVersion } = await getRates();
    const named = zones.map((zone) => ({
      ...zone,
      methods: zone.methods.map((method) => ({ ...method, title: { ...method.title, en: `Post ${mark}` } })),
    }));
    await saveShipping(systemContext('e2e'), { zones: named, expectedVersion: shippingVersion });
  },
  category: (mark) =>
    saveCategory(systemContext('e2e'), {
      path: [category.title],
      description: `For cooks: ${mark}`,
      position: category.position,
    }),
  synonyms: async (mark) => {
    const { version } = await listSynonyms();
    await setSynonyms(systemContext('e2e'), { groups: [[mark, 'mug']], expectedVersion: version });
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const [name = '', mark = ''] = line.split(' ');
  await changes[name]?.(mark);
  const { acknowledged } = await purgeNow(systemContext('e2e'));
  console.log(acknowledged ? 'done' : 'not acknowledged');
}
await putBack();
await closeDb();
closeRedis();

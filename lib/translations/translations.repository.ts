import { type Ctx, db, type Tx } from '#lib/platform/index.ts';
import { baseLocale, type Texts, type TranslatedEntity } from './translated-fields.ts';

/** The dictionary's only id: its words belong to the shop. */
const shop = 'shop';
const wordsMost = 20_000;

/** Texts of these entities in a language, by id: one query, none for the shop's own language. */
export async function readTexts(
  entity: Exclude<TranslatedEntity, 'option'>,
  ids: readonly string[],
  locale: string = baseLocale,
  client: Tx = db(),
): Promise<Map<string, Texts>> {
  if (locale === baseLocale || ids.length === 0) return new Map();
  const rows = await client.translation.findMany({
    where: { entity, entityId: { in: [...ids] }, locale },
    select: { entityId: true, field: true, value: true },
  });
  return new Map(
    [...Map.groupBy(rows, ({ entityId }) => entityId)].map(([id, own]) => [
      id,
      new Map(own.map(({ field, value }) => [field, value])),
    ]),
  );
}

/** These words of the shop's dictionary in a language, by word as it is written. */
export async function readDictionary(
  words: readonly string[],
  locale: string = baseLocale,
  client: Tx = db(),
): Promise<Texts> {
  const asked = [...new Set(words)].filter((word) => word !== '');
  if (locale === baseLocale || asked.length === 0) return new Map();
  const rows = await client.translation.findMany({
    where: { entity: 'option', entityId: shop, locale, field: { in: asked } },
    select: { field: true, value: true },
  });
  return new Map(rows.map(({ field, value }) => [field, value]));
}

/** The first 20,000 words of the shop's dictionary in a language, by word as it is written; none for the shop's own. */
export async function readWholeDictionary(locale: string): Promise<Texts> {
  if (locale === baseLocale) return new Map();
  const rows = await db().translation.findMany({
    where: { entity: 'option', entityId: shop, locale },
    select: { field: true, value: true },
    orderBy: { field: 'asc' },
    take: wordsMost,
  });
  return new Map(rows.map(({ field, value }) => [field, value]));
}

/** Every translation of one entity (of the dictionary: its first 5,000 words), by language and field. */
export async function readAllTexts(entity: TranslatedEntity, id: string = shop): Promise<Map<string, Texts>> {
  const rows = await db().translation.findMany({
    where: { entity, entityId: id },
    select: { locale: true, field: true, value: true },
    orderBy: { field: 'asc' },
    take: 5_000,
  });
  return new Map(
    [...Map.groupBy(rows, ({ locale }) => locale)].map(([locale, own]) => [
      locale,
      new Map(own.map(({ field, value }) => [field, value])),
    ]),
  );
}

export type TextWrite = {
  entity: TranslatedEntity;
  /** Left out for the dictionary. */
  id?: string;
  locale: string;
  field: string;
  /** Empty text takes the translation away. */
  value: string;
};

/** Writes or takes away translations in the caller's transaction. */
export async function writeTexts(tx: Tx, ctx: Ctx, writes: readonly TextWrite[]): Promise<void> {
  const keyOf = ({ entity, id = shop, locale, field }: TextWrite) => ({
    entity,
    entityId: id,
    locale,
    field: field.slice(0, 120),
  });
  if (writes.length === 0) return;
  await tx.translation.deleteMany({ where: { OR: writes.map(keyOf) } });
  const kept = writes.filter(({ value }) => value !== '');
  if (kept.length === 0) return;
  await tx.translation.createMany({
    data: kept.map((write) => ({ ...keyOf(write), value: write.value, updatedAt: ctx.now() })),
  });
}

import { recordAudit } from '#lib/audit/index.ts';
import { recordInvalidation, type Tag, tags } from '#lib/cache/index.ts';
import { type Ctx, err, ok, type Result, type Tx, withTransaction } from '#lib/platform/index.ts';
import { indexProducts } from '#lib/search/index.ts';
import {
  baseLocale,
  locales,
  readAllTexts,
  type TranslatedEntity,
  translatedFields,
  writeTexts,
} from '#lib/translations/index.ts';
import { findCategories } from './catalogue.repository.ts';
import { findCmsKey, productExists } from './catalogue-write.repository.ts';
import { withAncestors } from './category-tree.ts';
import { productTags } from './product-tags.ts';
import { safeHtml } from './safe-html.ts';

export type SetTranslationsInput = {
  entity: TranslatedEntity;
  /** The entity's id; empty for `option`, the shop's dictionary. */
  id: string;
  locale: string;
  /** By field (of the dictionary: by word as it is written in the shop's own language); empty takes one away. */
  texts: Readonly<Record<string, string>>;
};

export type SetTranslationsError =
  | { kind: 'not_found' }
  | { kind: 'unknown_locale'; locales: readonly string[] }
  | { kind: 'unknown_field'; field: string };

const maxText = 60_000;

/** Sets texts of an entity in a language, with audit entry and the invalidation of the pages that show them. */
export async function setTranslations(
  ctx: Ctx,
  { entity, id, locale, texts }: SetTranslationsInput,
): Promise<Result<{ changed: number }, SetTranslationsError>> {
  const others = locales.filter((one) => one !== baseLocale);
  if (!others.includes(locale)) return err({ kind: 'unknown_locale', locales: others });
  const fields: readonly string[] | null = translatedFields[entity];
  const unknown = Object.keys(texts).find((field) => fields !== null && !fields.includes(field));
  if (unknown !== undefined) return err({ kind: 'unknown_field', field: unknown });
  const before = (await readAllTexts(entity, id || undefined)).get(locale);
  const changed = Object.entries(texts)
    .map(([field, value]) => ({ field, value: clean(field, value) }))
    .filter(({ field, value }) => value !== (before?.get(field) ?? ''));
  if (changed.length === 0) return ok({ changed: 0 });
  return withTransaction(async (tx) => {
    const stale = await staleTags(tx, { entity, id, fields: changed.map(({ field }) => field) });
    if (!stale) return err({ kind: 'not_found' as const });
    const target = entity === 'option' ? { entity } : { entity, id };
    await writeTexts(
      tx,
      ctx,
      changed.map((write) => ({ ...target, locale, ...write })),
    );
    if (entity === 'product') await indexProducts(tx, [id]);
    await recordAudit(tx, ctx, {
      action: 'translations.set',
      subject: entity === 'option' ? `dictionary:${locale}` : `${entity}:${id}`,
      before: Object.fromEntries(changed.map(({ field }) => [field, before?.get(field) ?? ''])),
      after: { locale, ...Object.fromEntries(changed.map(({ field, value }) => [field, value])) },
    });
    await recordInvalidation(tx, ctx, stale, 'translations set');
    return ok({ changed: changed.length });
  });
}

/** Every translation of an entity by language and field; of the dictionary when the entity is `option`. */
export async function getTranslations(
  entity: TranslatedEntity,
  id = '',
): Promise<Record<string, Record<string, string>>> {
  const found = await readAllTexts(entity, id || undefined);
  return Object.fromEntries([...found].map(([locale, texts]) => [locale, Object.fromEntries(texts)]));
}

const clean = (field: string, value: string) =>
  (field.endsWith('Html') ? safeHtml(value) : value.trim()).slice(
    0,
    field.endsWith('Html') ? maxText : 1_024,
  );

/** Null when there is no such entity. */
async function staleTags(
  tx: Tx,
  { entity, id, fields }: { entity: TranslatedEntity; id: string; fields: readonly string[] },
): Promise<Tag[] | null> {
  if (entity === 'product') {
    return (await productExists(tx, id)) ? productTags(tx, id) : null;
  }
  if (entity === 'category') {
    const rows = await findCategories(tx);
    if (!rows.some((row) => row.id === id)) return null;
    // Its title is in the navigation of every page; the rest is on its own page alone.
    const shown = fields.some((field) => field !== 'title') ? [tags.categoryText(id)] : [];
    return fields.includes('title')
      ? [...shown, ...withAncestors(rows, [id]).map(tags.category), tags.navigation(), tags.search()]
      : shown;
  }
  if (entity === 'cms') {
    const key = await findCmsKey(tx, id);
    return key === null ? null : [tags.cms(key)];
  }
  // A word of the dictionary may stand on any page, and every page of the shop shows the navigation.
  return [tags.navigation()];
}

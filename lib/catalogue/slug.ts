import { createHash } from 'node:crypto';

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8);

/** Lower case letters and digits of any script joined by `-`; text without any becomes a short hash. */
export function slugify(text: string): string {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return (
    plain
      .match(/[\p{L}\p{N}]+/gu)
      ?.join('-')
      .slice(0, 100) || digest(text)
  );
}

/**
 * The SKU of a variant that has none in the file: the same one at every import. Values that a slug
 * does not tell apart (`S/M`, `S M`) get a hash.
 */
export function derivedSku(handle: string, optionValues: readonly string[]): string {
  const exact = optionValues.every((value) => slugify(value) === value.toLowerCase().replaceAll(' ', '-'));
  const parts = [
    handle,
    ...optionValues.map(slugify),
    ...(exact ? [] : [digest(JSON.stringify(optionValues))]),
  ];
  const sku = parts.join('.');
  return sku.length <= 120 ? sku : `${sku.slice(0, 111)}.${digest(sku)}`;
}

/** Equal for texts that the database's unique keys take for equal: no case, no accents. */
export function foldKey(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trimEnd();
}

/** The handles of a category path from the root: `['Galley', 'Mugs']` is `galley`, `galley-mugs`. */
export function categoryHandles(path: readonly string[]): string[] {
  return path.map((_, depth) =>
    path
      .slice(0, depth + 1)
      .map(slugify)
      .join('-')
      .slice(0, 190),
  );
}

/** The path of a product type or collection: `Galley > Mugs`, at most five deep. */
export function categoryPath(text: string): string[] {
  return text
    .split('>')
    .map((title) => title.trim())
    .filter(Boolean)
    .slice(0, 5);
}

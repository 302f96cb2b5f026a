import type { Texts } from './translated-fields.ts';

/** An entity with its texts as translated, where they are. */
export function textIn<T extends object>(entity: T, texts: Texts | undefined): T {
  if (!texts || texts.size === 0) return entity;
  const translated = Object.fromEntries([...texts].filter(([field]) => Object.hasOwn(entity, field)));
  return { ...entity, ...translated };
}

/** The fields in which two forms differ. */
export function changedFields<T extends object>(before: T, after: T): (keyof T & string)[] {
  return (Object.keys(after) as (keyof T & string)[]).filter((field) => before[field] !== after[field]);
}

/** Errors without those of fields that were typed anew: nobody knows yet whether these are still wrong. */
export function withoutTyped<E extends object>(errors: E, typed: readonly string[]): E {
  return Object.fromEntries(Object.entries(errors).filter(([field]) => !typed.includes(field))) as E;
}

/** Making a format of `Intl` costs a hundred times its use: each is made once. For the few that a shop has. */
export function kept<Args extends unknown[], Format>(
  make: (...args: Args) => Format,
): (...args: Args) => Format {
  const made = new Map<string, Format>();
  return (...args) => {
    const key = JSON.stringify(args);
    const known = made.get(key) ?? make(...args);
    made.set(key, known);
    return known;
  };
}

type Locale = Intl.LocalesArgument;
export const numberFormat = kept(
  (locale?: Locale, options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);
export const dateFormat = kept(
  (locale?: Locale, options?: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);

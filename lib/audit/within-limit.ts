const maxBytes = 16_384;
const maxText = 2_000;

/**
 * The value as the log keeps it: as it is when its JSON fits 16 kB; else with each long text cut, and when even
 * that is too much, only its size. `null` for what JSON does not know.
 */
export function withinLimit(value: unknown): unknown {
  const text = JSON.stringify(value) ?? 'null';
  if (Buffer.byteLength(text) <= maxBytes) return JSON.parse(text);
  const cut = JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'string' && part.length > maxText ? `${part.slice(0, maxText)}…` : part,
  );
  return Buffer.byteLength(cut) <= maxBytes ? JSON.parse(cut) : { tooLarge: Buffer.byteLength(text) };
}

/**
 * What a log line may hold: nothing that opens anything, nothing that names a person. By the key where there is one, by
 * its look where it stands within a text.
 */

const gone = '[redacted]';
const deepest = 6;
const mostKeys = 60;
const longestText = 2_000;

const secretKey = /passw|secret|token|authori[sz]ation|cookie|api_?key|^(card|cvc|cvv|expiry)$/i;
const personalKey =
  /^(e?mail|to|to_?address|name|full_?name|to_?name|phone|line[12]|address|street|city|town|postcode|(shipping|billing)_?address|ship_?to|customer|recipient|ip)$/i;

// Bounded, so that no text can make the search slow.
const mailAddress = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g;
const bearer = /\b(?:bearer|basic)\s+[\w.~+/=-]+/gi;
/** The link that opens an order without signing in. A checkout's id opens nothing without its cart, so it may stand. */
const orderLink = /(\/orders\/)[\w-]{16,}/g;
const cardNumber = /\b\d(?:[ -]?\d){12,18}\b/g;

/** The check digit of card numbers (ISO/IEC 7812-1, Luhn), so that times and ids stay. */
function isCard(text: string): boolean {
  const digits = [...text.replace(/\D/g, '')].map(Number).reverse();
  const sum = digits.reduce((total, digit, place) => {
    const twice = place % 2 === 1 ? digit * 2 : digit;
    return total + (twice > 9 ? twice - 9 : twice);
  }, 0);
  return sum % 10 === 0;
}

/** A text without mail addresses, card numbers, credentials and order links; at most 2,000 characters. */
export function redactText(text: string): string {
  const cut = text.slice(0, longestText);
  return (cut.includes('@') ? cut.replace(mailAddress, gone) : cut)
    .replace(bearer, gone)
    .replace(orderLink, `$1${gone}`)
    .replace(cardNumber, (found) => (isCard(found) ? gone : found));
}

/** An error's name and message. Of the database client's only the last line: the rest may be the values it was given. */
function plainError(error: Error): Record<string, unknown> {
  const lines = error.message.trim().split('\n');
  const message = error.name.startsWith('Prisma') ? (lines.at(-1) ?? '') : error.message;
  const frames = error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim());
  return {
    type: error.name,
    message: redactText(message),
    ...(frames ? { frames } : {}),
    ...(error.cause instanceof Error ? { cause: plainError(error.cause) } : {}),
  };
}

/** A copy of a log line's fields that may be written down. Bounded in depth and width. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return plainError(value);
  if (value instanceof Date) return value;
  if (depth >= deepest) return '…';
  if (Array.isArray(value)) return value.slice(0, mostKeys).map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, mostKeys)
      .map(([key, item]) => {
        const hidden = secretKey.test(key) || personalKey.test(key);
        return [key, hidden && item !== null && item !== undefined ? gone : redact(item, depth + 1)];
      }),
  );
}

/** Starts as our examples do, or calls itself one: such a value was copied, not chosen. */
const copied = /^change-?me|example/i;

/** Each with the fewest characters it may have in production. */
const secrets = {
  AUTH_SECRET: 32,
  ADMIN_PASSWORD: 12,
  STRIPE_SECRET_KEY: 1,
  STRIPE_PUBLISHABLE_KEY: 1,
  STRIPE_WEBHOOK_SECRET: 1,
  ADYEN_API_KEY: 1,
  ADYEN_CLIENT_KEY: 1,
  ADYEN_HMAC_KEY: 1,
} as const;

/** Addresses that may carry a password. */
const addresses = [
  'DATABASE_URL',
  'SMTP_URL',
  'REDIS_SESSION_URL',
  'REDIS_FPC_URL',
  'REDIS_OBJECT_URL',
  'REDIS_QUEUE_URL',
] as const;

type Guarded = Record<keyof typeof secrets | (typeof addresses)[number] | 'SHOP_URL', string> & {
  PAYMENT_GATEWAYS: readonly string[];
};

// Not by the URL parser: an address of Sentinel or Cluster names several servers, which it refuses.
const passwordIn = (address: string) => /^[\w+-]+:\/\/[^/@:]*:([^/]*)@/.exec(address)?.[1] ?? '';

/**
 * What production does not start with, one line for each variable: secrets that were copied from an example or are too
 * short, and a shop's address without TLS. Keys of a gateway that is not in use may be anything.
 */
export function weakSecrets(values: Guarded): string[] {
  const used = (name: string) =>
    ['stripe', 'adyen'].every(
      (gateway) => !name.startsWith(gateway.toUpperCase()) || values.PAYMENT_GATEWAYS.includes(gateway),
    );
  const names = Object.keys(secrets) as (keyof typeof secrets)[];
  const found = names.filter(used).flatMap((name) => {
    if (copied.test(values[name])) return [`${name}: choose your own, this is an example`];
    const fewest = secrets[name];
    return values[name].length < fewest ? [`${name}: at least ${fewest} characters`] : [];
  });
  const inAddresses = addresses
    .filter((name) => copied.test(passwordIn(values[name])))
    .map((name) => `${name}: its password is an example`);
  const plain = values.SHOP_URL.startsWith('https://') ? [] : ['SHOP_URL: must begin with https://'];
  return [...found, ...inAddresses, ...plain];
}

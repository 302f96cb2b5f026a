import { z } from 'zod';
import { parseRedisAddress } from './redis-address.ts';
import { weakSecrets } from './weak-secrets.ts';

const url = z.string().min(1);

/** An address of Redis: `lib/platform/redis-address.ts` says how they look. */
const redisUrl = (fallback: string, clusters: 'clusters too' | 'one server') =>
  z
    .string()
    .superRefine((text, context) => {
      try {
        const { kind } = parseRedisAddress(text);
        if (kind === 'cluster' && clusters === 'one server')
          context.addIssue('This role needs all its keys on one server: no Cluster');
      } catch (error) {
        context.addIssue(error instanceof Error ? error.message : String(error));
      }
    })
    .default(fallback);
const port = (fallback: number) => z.coerce.number().int().min(1).max(65535).default(fallback);

function isTimeZone(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }));
  } catch {
    return false;
  }
}

/** Values that work out of the box in development and are refused in production. */
export const exampleSecrets = {
  AUTH_SECRET: 'development-only-auth-secret-change-me',
  STRIPE_SECRET_KEY: 'sk_test_ballast_sandbox',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_ballast_sandbox',
  STRIPE_WEBHOOK_SECRET: 'whsec_ballast_sandbox',
  ADYEN_API_KEY: 'adyen_ballast_sandbox',
  ADYEN_CLIENT_KEY: 'test_ballast_sandbox',
  ADYEN_HMAC_KEY: '42414c4c4153545f53414e44424f585f484d41435f4b45590000000000000000',
  ADMIN_PASSWORD: 'ballast-demo-admin',
} as const;

/** Every variable Ballast reads, with its default and meaning; the README's table is made from it. */
export const envSchema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  BALLAST_PROFILE: z
    .enum(['demo', 'production'])
    .default('demo')
    .describe('`production` refuses to start with example or short secrets, or without https'),
  DATABASE_URL: url
    .default('mysql://root@127.0.0.1:7410/ballast')
    .describe('MySQL or MariaDB; the embedded one when unset; `?socket=/path` for one on this machine'),
  REDIS_SESSION_URL: redisUrl('redis://127.0.0.1:7411', 'clusters too').describe(
    'sessions and carts (noeviction); `?path=/socket` for one on this machine; Sentinel and Cluster: `docs/configuration.md`',
  ),
  REDIS_FPC_URL: redisUrl('redis://127.0.0.1:7412', 'one server').describe('page cache (allkeys-lru)'),
  REDIS_OBJECT_URL: redisUrl('redis://127.0.0.1:7413', 'one server').describe('object cache (volatile-lru)'),
  REDIS_QUEUE_URL: redisUrl('redis://127.0.0.1:7414', 'clusters too').describe('BullMQ (noeviction, AOF)'),
  REDIS_GUARDS: z
    .enum(['on', 'off'])
    .default('on')
    .describe(
      '`off` only to see what the guards are for: a Redis that does not answer then holds up everything',
    ),
  VARNISH_URLS: z
    .string()
    .default('http://127.0.0.1:7405')
    .transform((list) => list.split(',').filter(Boolean))
    .describe('every Varnish to purge, comma separated'),
  CACHE_GUARDS: z
    .enum(['on', 'off'])
    .default('on')
    .describe('`off` only to see what the guards are for: pages may then stay stale'),
  CACHE_HITS_PORT: port(7408).describe('where the edge tells the warmer which pages it sends (UDP)'),
  EDGE_TLS_CERT: z
    .string()
    .default('')
    .describe('a PEM file, chain included: with its key the edge also speaks TLS and HTTP/2'),
  EDGE_TLS_KEY: z.string().default('').describe("a PEM file, the certificate's key"),
  EDGE_TLS_PORT: port(8443).describe('where it does'),
  EDGE_TRUSTED_PROXIES: z
    .string()
    .default('')
    .describe('balancers before the edge whose X-Forwarded-For is believed, comma separated'),
  SHOP_URL: url.default('http://localhost:7400').describe('the public address'),
  SHOP_NAME: z.string().min(1).default('Ballast'),
  SHOP_CURRENCY: z.string().length(3).default('EUR'),
  SHOP_TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'Not a time zone such as Europe/Dublin')
    .default('Europe/Dublin')
    .describe('the zone in which staff schedule price rules'),
  STRIPE_SECRET_KEY: z.string().min(1).default(exampleSecrets.STRIPE_SECRET_KEY),
  STRIPE_PUBLISHABLE_KEY: z.string().min(1).default(exampleSecrets.STRIPE_PUBLISHABLE_KEY),
  STRIPE_WEBHOOK_SECRET: z.string().min(1).default(exampleSecrets.STRIPE_WEBHOOK_SECRET),
  STRIPE_API_BASE: z
    .string()
    .default('http://127.0.0.1:7420')
    .describe('the sandbox gateway; empty means Stripe itself'),
  ADYEN_API_KEY: z.string().min(1).default(exampleSecrets.ADYEN_API_KEY),
  ADYEN_MERCHANT_ACCOUNT: z.string().min(1).default('BallastSandbox'),
  ADYEN_CLIENT_KEY: z.string().min(1).default(exampleSecrets.ADYEN_CLIENT_KEY),
  ADYEN_HMAC_KEY: z
    .string()
    .regex(/^([0-9a-f]{2})+$/i, 'Hexadecimal, as the Customer Area shows it')
    .default(exampleSecrets.ADYEN_HMAC_KEY)
    .describe("signs Adyen's webhooks; hexadecimal"),
  ADYEN_LIVE_PREFIX: z
    .string()
    .default('')
    .describe("of Adyen's live endpoints; empty means Adyen's test environment"),
  ADYEN_API_BASE: z
    .string()
    .default('http://127.0.0.1:7420/adyen')
    .describe('the sandbox gateway; empty means Adyen itself'),
  PAYMENT_GATEWAYS: z
    .string()
    .default('stripe,adyen')
    .transform((list) => list.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(['stripe', 'adyen'])).min(1))
    .describe('in order of preference; the later ones are backups'),
  PAYMENT_FAILOVER: z
    .enum(['never', 'when_down', 'when_unclear'])
    .default('when_unclear')
    .describe('`when_unclear` pays elsewhere while an earlier try is still to be given back'),
  ERP_URL: url.default('http://127.0.0.1:7421').describe('where orders are exported to and cancelled'),
  SMTP_URL: url.default('smtp://127.0.0.1:7422').describe('outgoing mail'),
  MAIL_UI_URL: url.default('http://127.0.0.1:7423').describe('where the sandbox shows mails'),
  MAIL_FROM: z.string().min(1).default('Ballast <shop@ballast.example>'),
  AUTH_SECRET: z
    .string()
    .min(16)
    .default(exampleSecrets.AUTH_SECRET)
    .describe('signs staff sessions, and what marks traffic of our own'),
  ADMIN_EMAIL: z.email().default('owner@ballast.example').describe('the first owner account'),
  ADMIN_PASSWORD: z.string().min(8).default(exampleSecrets.ADMIN_PASSWORD).describe('its password'),
  SANDBOX_GATEWAY_PORT: port(7420),
  SANDBOX_ERP_PORT: port(7421),
  SANDBOX_SMTP_PORT: port(7422),
  SANDBOX_MAIL_PORT: port(7423),
  DATA_DIR: z.string().min(1).default('.data').describe('private data of servers and sandboxes'),
  TRACING: z.enum(['on', 'off']).default('on').describe('`off` for no traces at all'),
  TRACE_RATIO: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(0.05)
    .describe('share of requests that are traced; those that move an order always are'),
  TRACE_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(400)
    .default(14)
    .describe('how long orders’ traces are kept'),
  TRACE_SPANS_MAX: z.coerce
    .number()
    .int()
    .min(1_000)
    .default(2_000_000)
    .describe('and how many of their spans'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional().describe('where traces are sent by OTLP/HTTP besides'),
  LISTEN_ADDRESS: z
    .string()
    .default('127.0.0.1')
    .describe(
      'where web, Varnish, edge and metrics listen; `0.0.0.0` only where a network policy guards them',
    ),
  METRICS_PORT: z.coerce
    .number()
    .int()
    .min(1)
    .max(65535)
    .optional()
    .describe('where a process serves its metrics, on loopback; the launcher sets it'),
  PROMETHEUS_URL: z.url().default('http://127.0.0.1:7436').describe('what the Operations page draws from'),
  ALERTMANAGER_URL: z.url().default('http://127.0.0.1:7437').describe('who sends alerts on'),
  ALERT_MAIL_TO: z.email().default('operations@ballast.example').describe('who is written to'),
  ALERT_WEBHOOK_URL: z.url().optional().describe('where alerts are posted to besides'),
  SYNTHETIC_MONITOR: z
    .enum(['on', 'off'])
    .default('on')
    .describe('a shopper in a real browser who buys by the clock, where Chromium is'),
  SYNTHETIC_EVERY_SECONDS: z.coerce
    .number()
    .int()
    .min(60)
    .max(3_600)
    .default(60)
    .describe('how often; desktop and phone take turns'),
  SYNTHETIC_PAY: z
    .enum(['sandbox', 'on', 'off'])
    .default('sandbox')
    .describe(
      'whether it pays, and has the order cancelled: only where the gateway is the sandbox, always, never',
    ),
  CHROMIUM_PATH: z.string().min(1).default('/usr/bin/chromium').describe('the browser of the monitor'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
});

export type Env = z.infer<typeof envSchema>;

/**
 * Parses a set of variables.
 * @throws Error naming each bad variable, or each example or weak secret left in place in production.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const result = envSchema.safeParse(source);
  if (!result.success) {
    throw new Error(`Configuration is wrong:\n${z.prettifyError(result.error)}`);
  }
  if (result.data.BALLAST_PROFILE === 'production') {
    const unusedGateways = (['stripe', 'adyen'] as const).filter(
      (gateway) => !result.data.PAYMENT_GATEWAYS.includes(gateway),
    );
    for (const guards of ['CACHE_GUARDS', 'REDIS_GUARDS'] as const) {
      if (result.data[guards] === 'off')
        throw new Error(`Refusing to start in production with ${guards}=off`);
    }
    const kept = examplesIn(result.data).filter(
      (name) => !unusedGateways.some((gateway) => name.startsWith(gateway.toUpperCase())),
    );
    if (kept.length > 0) {
      throw new Error(`Refusing to start in production with example values: set ${kept.join(', ')}`);
    }
    const weak = weakSecrets(result.data);
    if (weak.length > 0) throw new Error(`Refusing to start in production:\n${weak.join('\n')}`);
  }
  return result.data;
}

const examplesIn = (parsed: Env): string[] =>
  Object.entries(exampleSecrets)
    .filter(([name, example]) => parsed[name as keyof typeof exampleSecrets] === example)
    .map(([name]) => name);

/** Whether a gateway's secrets are there. In production examples are none: anybody could sign webhooks with them. */
export function hasSecretsOf(gateway: 'stripe' | 'adyen', parsed: Env = env): boolean {
  if (parsed.BALLAST_PROFILE !== 'production') return true;
  return !examplesIn(parsed).some((name) => name.startsWith(`${gateway.toUpperCase()}_`));
}

export const env: Env = parseEnv(process.env);

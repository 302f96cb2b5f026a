import { fileURLToPath } from 'node:url';
import { defaultMarket, markets } from './lib/markets/markets.ts';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const home = `/${defaultMarket.code}`;
const prefixed = markets
  .filter((market) => market !== defaultMarket)
  .map(({ code }) => code)
  .join('|');

/** @type {import('next').NextConfig} */
export default {
  // One build serves every replica; the launcher renames it, so a new build does not touch the running one.
  distDir: process.env.NEXT_DIST_DIR || '.next',
  cacheHandler: here('./lib/cache/next-handler.ts'),
  // Next's own memory would answer without asking whether a tag was purged.
  cacheMaxMemorySize: 0,
  // Varnish and the edge compress.
  compress: false,
  // lib/cache/next-entry.ts makes them.
  generateEtags: false,
  poweredByHeader: false,
  // proxy.ts stays on the host it was asked on.
  skipProxyUrlNormalize: true,
  reactStrictMode: true,
  images: { unoptimized: true },
  turbopack: {
    root: here('.'),
    // What Next's client asks for and no page here needs (docs/decisions/0160-what-nexts-client-leaves-out.md).
    resolveAlias: {
      '../build/polyfills/polyfill-module': false,
      'next/dist/compiled/process': false,
      '../../../lib/constants': 'next/dist/esm/lib/constants',
      '../../../../lib/constants': 'next/dist/esm/lib/constants',
    },
  },
  outputFileTracingRoot: here('.'),
  // Native or instrumented packages stay outside the bundle.
  serverExternalPackages: [
    'ioredis',
    'bullmq',
    'mariadb',
    'pino',
    'prom-client',
    'nodemailer',
    'sharp',
    '@react-email/components',
    '@react-email/render',
    'sanitize-html',
    '@node-rs/argon2',
    '@prisma/client',
    '@prisma/adapter-mariadb',
    '@opentelemetry/api',
    '@opentelemetry/core',
    '@opentelemetry/exporter-trace-otlp-http',
    '@opentelemetry/instrumentation-undici',
    '@opentelemetry/resources',
    '@opentelemetry/sdk-node',
    '@opentelemetry/sdk-trace',
  ],
  experimental: {
    // Personal data is fetched by the client; the router may keep a page for 30 s, its floor.
    staleTimes: { static: 30, dynamic: 0 },
    // Varnish drops the router's state tree from cacheable requests; the check would refuse them.
    validateRSCRequestHeaders: false,
    // Next's client is CommonJS: of what nobody asks for, half a kilobyte stays away.
    turbopackCjsTreeShaking: true,
    // Chunks compress better together: React and Next's client in one weigh 3 kB less than in two.
    turbopackChunking: { minChunkSize: 5_000_000, maxMergeChunkSize: 50_000_000, requestCost: 20_000_000 },
  },
  // The default market has no prefix: its pages are `app/[market]` below a segment that no address shows.
  async rewrites() {
    const pages = 'c|p|pages|search|cart|checkout|orders|account';
    return [
      { source: '/', destination: home },
      // A route without parameters would be rendered by the build, which has no database.
      { source: '/sitemap.xml', destination: '/sitemaps/index.xml' },
      { source: `/:page(${pages})/:rest*`, destination: `${home}/:page/:rest*` },
    ];
  },
  async redirects() {
    return [
      { source: home, destination: '/', permanent: true },
      { source: `${home}/:rest*`, destination: '/:rest*', permanent: true },
    ];
  },
  async headers() {
    const security = [
      { key: 'X-Content-Type-Options', value: 'nosniff' },
      { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
      { key: 'X-Frame-Options', value: 'DENY' },
      { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
    ];
    const never = [{ key: 'Cache-Control', value: 'private, no-store' }];
    const personal = `/:market(${prefixed})?/:page(cart|checkout|orders|account)/:path*`;
    return [
      { source: '/:path*', headers: security },
      { source: '/admin/:path*', headers: never },
      { source: personal, headers: never },
    ];
  },
};

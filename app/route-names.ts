import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { defaultMarket } from '#lib/markets/index.ts';

const manifestSchema = z.object({
  staticRoutes: z.array(z.object({ page: z.string() })),
  dynamicRoutes: z.array(z.object({ page: z.string(), regex: z.string() })),
});
export type RoutesManifest = z.infer<typeof manifestSchema>;

/** What `next.config.js` rewrites: pages of the default market, whose addresses show none. */
const ofDefaultMarket = /^\/(?:(?:c|p|pages|search|cart|checkout|orders|account)(?:\/|$)|$)/;

/** Names of routes for metrics from the manifest of a build; without a build only what kind of thing was asked for. */
export function routeNames(manifestFile: string): (path: string) => string {
  let manifest: RoutesManifest;
  try {
    manifest = manifestSchema.parse(JSON.parse(readFileSync(manifestFile, 'utf8')));
  } catch {
    return (path) => (path.startsWith('/api/') ? '/api' : path.startsWith('/_next/') ? '/_next' : 'page');
  }
  return namesOf(manifest);
}

/** The route a path leads to, as its folder in `app` is called but for the market; `other` for what is no route. */
export function namesOf({ staticRoutes, dynamicRoutes }: RoutesManifest): (path: string) => string {
  const pages = new Set(staticRoutes.map(({ page }) => page));
  const patterns = dynamicRoutes.map(({ page, regex }) => ({ page, pattern: new RegExp(regex) }));
  return (asked) => {
    if (asked.startsWith('/_next/')) return '/_next';
    const path = ofDefaultMarket.test(asked) ? `/${defaultMarket.code}${asked}` : asked;
    if (pages.has(path)) return path;
    const page = patterns.find(({ pattern }) => pattern.test(path))?.page;
    if (page === undefined) return 'other';
    return page === '/[market]' ? '/' : page.replace(/^\/\[market\](?=\/)/, '');
  };
}

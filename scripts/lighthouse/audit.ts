import { chromium } from '@playwright/test';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { reasonsOf } from './reasons.ts';

/** What each page has to reach. */
export const thresholds = { performance: 0.95, accessibility: 1, 'best-practices': 1, seo: 1 } as const;
export type Category = keyof typeof thresholds;
export const categories = Object.keys(thresholds) as Category[];

/**
 * Somebody's own pages stay out of search engines on purpose, which `is-crawlable` finds fault with: of their SEO all but
 * that is looked at.
 */
export const unlisted = ['/cart', '/checkout'];
export const audited = ['/', '/c/galley', '/p/enamel-mug', ...unlisted];

export type Audited = {
  scores: Record<Category, number>;
  lcpMs: number;
  blockedMs: number;
  shift: number;
  /** One line each. */
  found: string[];
};

/** A browser of its own, to be ended by the caller. */
export function launchBrowser() {
  return launch({
    chromePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    chromeFlags: [
      '--headless=new',
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
    ],
  });
}

/**
 * Makes the browser a new visitor; before cart and checkout one with an article in the cart, as somebody sees them who
 * buys. The cookies are the browser's own: it drops a header of ours as soon as it has one, and the cart would be empty.
 */
async function arrive(shop: string, path: string, port: number): Promise<void> {
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const [visitor] = browser.contexts();
  if (!visitor) throw new Error('The browser has no context');
  await visitor.clearCookies();
  if (unlisted.includes(path)) {
    const data = { sku: 'ATLANTIC-SEA-SALT', quantity: 1 };
    const answer = await visitor.request.post(`${shop}/api/cart`, { data, timeout: 30_000 });
    if (!answer.ok()) throw new Error(`Nothing could be put into a cart: ${answer.status()}`);
  }
  await browser.close();
}

/**
 * Audits a page as on a phone, by a new visitor to a page that is cached. @param port of a browser from `launchBrowser`.
 * @param processorSlowdown by how much this machine is quicker than the phone, by Lighthouse's default 4. @throws Error when
 * there is no result.
 */
export async function audit(
  url: { shop: string; path: string },
  { port, processorSlowdown = 4 }: { port: number; processorSlowdown?: number },
): Promise<Audited> {
  const { shop, path } = url;
  await arrive(shop, path, port);
  const result = await lighthouse(`${shop}${path}`, {
    port,
    output: 'json',
    logLevel: 'error',
    onlyCategories: [...categories],
    // The rest of it stays as it is by default for a phone.
    throttling: { cpuSlowdownMultiplier: processorSlowdown },
    ...(unlisted.includes(path) ? { skipAudits: ['is-crawlable'] } : {}),
  });
  if (!result) throw new Error(`Lighthouse has no result for ${path}`);
  const { lhr } = result;
  const complaints = categories.flatMap((name) =>
    (lhr.categories[name]?.auditRefs ?? []).flatMap(({ id }) => {
      const one = lhr.audits[id];
      const binary = one?.scoreDisplayMode === 'binary' && one.score === 0;
      return binary && name !== 'performance' ? [`${name}: ${one.title}`] : [];
    }),
  );
  const value = (id: string) => lhr.audits[id]?.numericValue ?? 0;
  const score = (name: Category) => lhr.categories[name]?.score ?? 0;
  return {
    scores: {
      performance: score('performance'),
      accessibility: score('accessibility'),
      'best-practices': score('best-practices'),
      seo: score('seo'),
    },
    lcpMs: value('largest-contentful-paint'),
    blockedMs: value('total-blocking-time'),
    shift: value('cumulative-layout-shift'),
    found: [...complaints, ...reasonsOf(lhr.audits)],
  };
}

import { chromium } from '@playwright/test';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { reasonsOf } from './lighthouse/reasons.ts';

/**
 * `npm run lighthouse`: audits the running shop as on a phone, each page thrice, prints the medians and fails under the
 * thresholds, and says why. With paths (`npm run lighthouse -- /cart`) only those. Not a part of `npm test`: speed here
 * depends on what else the machine does. What does not, bytes and what moves, is in `e2e/specs/weight.spec.ts`.
 */

const thresholds = { performance: 0.95, accessibility: 1, 'best-practices': 1, seo: 1 } as const;
type Category = keyof typeof thresholds;
const categories = Object.keys(thresholds) as Category[];
const runs = 3;

/**
 * Somebody's own pages stay out of search engines on purpose, which `is-crawlable` finds fault with: of their SEO all but
 * that is looked at.
 */
const unlisted = ['/cart', '/checkout'];

const asked = process.argv.slice(2);
const paths = asked.length > 0 ? asked : ['/', '/c/galley', '/p/enamel-mug', ...unlisted];
const shop = `http://localhost:${process.env.BALLAST_PORT ?? '7400'}`;

type Measured = {
  scores: Record<Category, number>;
  lcpMs: number;
  blockedMs: number;
  shift: number;
  /** One line each. */
  found: string[];
};

/**
 * Makes the browser a new visitor; before cart and checkout one with an article in the cart, as somebody sees them who
 * buys. The cookies are the browser's own: it drops a header of ours as soon as it has one, and the cart would be empty.
 */
async function arrive(path: string, port: number): Promise<void> {
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

async function audit(path: string, port: number): Promise<Measured> {
  await arrive(path, port);
  const result = await lighthouse(`${shop}${path}`, {
    port,
    output: 'json',
    logLevel: 'error',
    onlyCategories: [...categories],
    ...(unlisted.includes(path) ? { skipAudits: ['is-crawlable'] } : {}),
  });
  if (!result) throw new Error(`Lighthouse has no result for ${path}`);
  const { lhr } = result;
  const complaints = categories.flatMap((name) =>
    (lhr.categories[name]?.auditRefs ?? []).flatMap(({ id }) => {
      const audit = lhr.audits[id];
      const binary = audit?.scoreDisplayMode === 'binary' && audit.score === 0;
      return binary && name !== 'performance' ? [`${name}: ${audit.title}`] : [];
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

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const chrome = await launch({
  chromePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
  chromeFlags: [
    '--headless=new',
    '--no-sandbox',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
  ],
});
let failed = 0;
try {
  console.log(
    ['path'.padEnd(18), ...categories.map((name) => name.padEnd(15)), 'LCP     blocked  shift'].join(' '),
  );
  for (const path of paths) {
    // The first visit renders the page; what is measured is what everybody after gets.
    await fetch(`${shop}${path}`, { signal: AbortSignal.timeout(30_000) });
    const measured: Measured[] = [];
    for (let run = 0; run < runs; run++) measured.push(await audit(path, chrome.port));
    let under = 0;
    const middle = (of: (one: Measured) => number) => median(measured.map(of));
    const scores = categories.map((name) => {
      const score = middle((one) => one.scores[name]);
      const low = score < thresholds[name];
      if (low) under++;
      return `${Math.round(score * 100)}${low ? ` < ${thresholds[name] * 100}` : ''}`.padEnd(15);
    });
    const lcp = `${(middle((one) => one.lcpMs) / 1_000).toFixed(2)} s`.padEnd(7);
    const blocked = `${Math.round(middle((one) => one.blockedMs))} ms`.padEnd(8);
    const shift = middle((one) => one.shift).toFixed(3);
    console.log([path.padEnd(18), ...scores, lcp, blocked, shift].join(' '));
    failed += under;
    // Of the slowest run: what it found is what is worth looking at.
    const worst = measured.toSorted((a, b) => a.scores.performance - b.scores.performance)[0];
    if (under > 0) for (const line of worst?.found ?? []) console.log(`    ${line}`);
  }
} finally {
  chrome.kill();
}
console.log(
  `Medians of ${runs}. ${unlisted.join(' and ')} without \`is-crawlable\`: they are kept out of indexes.`,
);
console.log(failed === 0 ? '\nAll at or over the thresholds.' : `\n${failed} under the thresholds.`);
process.exit(failed === 0 ? 0 : 1);

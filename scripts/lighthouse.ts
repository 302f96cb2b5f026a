import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

/**
 * `npm run lighthouse`: audits the running shop as on a phone, prints a table and fails under the thresholds. With
 * paths (`npm run lighthouse -- /cart`) only those.
 */

const thresholds = { performance: 0.95, accessibility: 1, 'best-practices': 1, seo: 1 } as const;
type Category = keyof typeof thresholds;
const categories = Object.keys(thresholds) as Category[];

/** Kept out of search engines on purpose, so that Lighthouse finds fault with their SEO. */
const unlisted = ['/cart', '/checkout'];
const asked = process.argv.slice(2);
const paths = asked.length > 0 ? asked : ['/', '/c/galley', '/p/enamel-mug', ...unlisted];
const shop = `http://localhost:${process.env.BALLAST_PORT ?? '7400'}`;

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
  console.log(['path'.padEnd(28), ...categories.map((name) => name.padEnd(15)), 'LCP', 'CLS'].join(' '));
  for (const path of paths) {
    // The first visit renders the page; what is measured is what everybody after gets.
    await fetch(`${shop}${path}`, { signal: AbortSignal.timeout(30_000) });
    const result = await lighthouse(`${shop}${path}`, {
      port: chrome.port,
      output: 'json',
      logLevel: 'error',
      onlyCategories: [...categories],
    });
    if (!result) throw new Error(`Lighthouse has no result for ${path}`);
    const { lhr } = result;
    const scores = categories.map((name) => {
      const score = lhr.categories[name]?.score ?? 0;
      const counts = name !== 'seo' || !unlisted.includes(path);
      const low = counts && score < thresholds[name];
      if (low) failed++;
      return `${Math.round(score * 100)}${counts ? '' : ' (noindex)'}${low ? ' <' : ''}`.padEnd(15);
    });
    const shown = (audit: string) => lhr.audits[audit]?.displayValue ?? '–';
    console.log(
      [path.padEnd(28), ...scores, shown('largest-contentful-paint'), shown('cumulative-layout-shift')].join(
        ' ',
      ),
    );
    for (const name of categories) {
      for (const { id } of lhr.categories[name]?.auditRefs ?? []) {
        const audit = lhr.audits[id];
        const binary = audit?.scoreDisplayMode === 'binary' && audit.score === 0;
        if (binary && name !== 'performance') console.log(`    ${name}: ${audit.title}`);
      }
    }
  }
} finally {
  chrome.kill();
}
console.log(failed === 0 ? '\nAll at or over the thresholds.' : `\n${failed} under the thresholds.`);
process.exit(failed === 0 ? 0 : 1);

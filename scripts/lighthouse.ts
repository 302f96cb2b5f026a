import {
  type Audited,
  audit,
  audited,
  categories,
  launchBrowser,
  thresholds,
  unlisted,
} from './lighthouse/audit.ts';

/**
 * `npm run lighthouse`: audits the running shop as on a phone, each page thrice, prints the medians and fails under the
 * thresholds, and says why. With paths (`npm run lighthouse -- /cart`) only those. `npm test` holds the same but for the
 * phone's slow processor, which depends on what else the machine does (`e2e/specs/lighthouse.spec.ts`).
 */

const runs = 3;
const asked = process.argv.slice(2);
const paths = asked.length > 0 ? asked : audited;
const shop = `http://localhost:${process.env.BALLAST_PORT ?? '7400'}`;

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const chrome = await launchBrowser();
let failed = 0;
try {
  console.log(
    ['path'.padEnd(18), ...categories.map((name) => name.padEnd(15)), 'LCP     blocked  shift'].join(' '),
  );
  for (const path of paths) {
    // The first visit renders the page; what is measured is what everybody after gets.
    await fetch(`${shop}${path}`, { signal: AbortSignal.timeout(30_000) });
    const measured: Audited[] = [];
    for (let run = 0; run < runs; run++) measured.push(await audit({ shop, path }, { port: chrome.port }));
    let under = 0;
    const middle = (of: (one: Audited) => number) => median(measured.map(of));
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

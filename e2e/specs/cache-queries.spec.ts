import { spawnSync } from 'node:child_process';
import { expect, test } from '@playwright/test';

test.skip(!process.env.DATA_DIR, 'needs the stack of npm test');

/** Of each kind of page one that is counted, after another that has read what all pages share. */
const pages = [
  ['/', '/de'],
  ['/p/herring-plate', '/p/enamel-mug'],
  ['/de/p/herring-plate', '/de/p/enamel-mug'],
  ['/c/deck', '/c/galley'],
  ['/c/deck/price-asc', '/c/galley/price-asc'],
  ['/search?q=rope', '/search?q=mug'],
  ['/search?q=nothing', '/search?q=qwrtzpsd%20fghjklmn'],
  ['/pages/shipping-info', '/pages/returns'],
  ['/p/no-such-thing', '/p/nor-this'],
  ['/sitemaps/pages.xml', '/sitemaps/index.xml'],
  ['/sitemaps/de-1.xml', '/sitemaps/ie-1.xml'],
  ['/feeds/de-1.xml', '/feeds/ie-1.xml'],
] as const;
const most = 6;

test('a page that is rendered costs at most six statements, whatever kind it is', () => {
  const args = [
    '--import',
    './scripts/environment.ts',
    'e2e/statements.ts',
    ...pages.map((pair) => pair.join(' ')),
  ];
  const run = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 120_000 });
  expect(run.status, run.stderr).toBe(0);
  const costs = JSON.parse(run.stdout) as Record<string, number>;
  for (const [, path] of pages) {
    expect(costs[path], `${path}: ${run.stdout}`).toBeGreaterThanOrEqual(0);
    expect(costs[path], `${path}: ${run.stdout}`).toBeLessThanOrEqual(most);
  }
});

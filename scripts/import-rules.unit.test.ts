import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

// Each rule of the layout is seen to refuse, and to let through what it must not refuse.
const cases: [file: string, specifier: string, allowed: boolean][] = [
  ['app/page.ts', '#lib/orders/index.ts', true],
  ['app/page.ts', '#lib/cache/next-page.ts', true],
  ['app/page.ts', '#lib/orders/deep.ts', false],
  ['app/page.ts', '#lib/orders/deep/er.ts', false],
  ['app/page.ts', 'ioredis', false],
  ['app/page.ts', '../lib/orders/index.ts', false],
  ['components/shop/card.ts', '#lib/orders/index.ts', false],
  ['components/shop/picture.ts', '#lib/media/media-name.ts', true],
  ['components/shop/picture.ts', '#lib/media/index.ts', false],
  ['lib/orders/x.ts', '#lib/cache/index.ts', true],
  ['lib/orders/x.ts', '#lib/cache/tags.ts', false],
  ['lib/orders/x.ts', '../cache/index.ts', false],
  ['lib/orders/x.ts', 'next/cache', false],
  ['lib/orders/x.ts', 'react', false],
  ['lib/orders/x.ts', 'bullmq', false],
  ['lib/orders/x.ts', '#workers/x.ts', false],
  ['lib/cache/next-page.ts', 'next/cache', true],
  ['lib/auth/next-session.ts', 'next-auth', true],
  ['lib/platform/x.ts', '#lib/orders/index.ts', false],
  ['lib/platform/x.ts', '../orders/index.ts', false],
  ['lib/platform/x.ts', '../../prisma/generated/client.ts', true],
  ['lib/platform/x.ts', 'ioredis', true],
  ['workers/relay/x.ts', '#lib/orders/index.ts', true],
  ['workers/relay/x.ts', '#app/page.ts', false],
  ['workers/relay/x.ts', 'next', false],
];

test('the import rules of the layout are errors', () => {
  const root = mkdtempSync(join(tmpdir(), 'ballast-rules-'));
  try {
    cpSync('.oxlintrc.json', join(root, '.oxlintrc.json'));
    const files = cases.map(([file, specifier], index) => {
      const path = file.replace(/(\w+)\.ts$/, `$1-${index}.ts`);
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), `import value from '${specifier}';\nexport { value };\n`);
      return path;
    });
    // next-page-14.ts still begins with next-, as the rule for it wants.
    const run = spawnSync(join(process.cwd(), 'node_modules/.bin/oxlint'), ['-f', 'unix'], {
      cwd: root,
      encoding: 'utf8',
    });
    const refused = new Set(
      run.stdout
        .split('\n')
        .filter((line) => line.includes('no-restricted-imports'))
        .map((line) => line.split(':')[0]),
    );
    const verdicts = cases.map(([file, specifier], index) => [
      file,
      specifier,
      !refused.has(files[index] ?? ''),
    ]);
    expect(verdicts).toEqual(cases);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

// What rules, dashboards, pages and documents name must be exported by somebody.
function files(folder: string, ends: RegExp): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && ends.test(entry.name) && !/node_modules|\.data/.test(entry.parentPath),
    )
    .map((entry) => join(entry.parentPath, entry.name));
}
const read = (path: string) => readFileSync(path, 'utf8');
const namesIn = (text: string) =>
  new Set(
    [...text.matchAll(/\bballast_[a-z0-9]+_[a-z0-9_]+/g)].map(([name]) =>
      name.replace(/_(bucket|sum|count)$/, ''),
    ),
  );

const sources = ['lib', 'workers', 'app'].flatMap((folder) => files(folder, /(?<!test)\.tsx?$/));
/** A definition is a name in quotes, the first argument of its maker or the key of a table of them. */
const defined = new Set(
  sources.flatMap((path) =>
    [
      ...read(path).matchAll(
        /(?:(?:counter|gauge|histogram)\(\s*'|^\s+(?='?ballast_\w+'?:\s))'?(ballast_[a-z0-9_]+)/gm,
      ),
    ].map(([, name = '']) => name),
  ),
);

const named = [
  ...files('infra/prometheus', /\.(yml|ts)$/),
  ...files('infra/grafana', /\.json$/),
  ...files('docs', /\.md$/).filter((path) => !path.includes('decisions')),
  ...files('lib', /\.md$/),
  ...files('app', /\.tsx?$/),
  'README.md',
];

test('there are metrics', () => {
  expect(defined.size).toBeGreaterThan(40);
});

test.each(named.filter((path) => namesIn(read(path)).size > 0))(
  '%s names only metrics that are exported',
  (path) => {
    const missing = [...namesIn(read(path))].filter((name) => !defined.has(name));
    expect(missing).toEqual([]);
  },
);

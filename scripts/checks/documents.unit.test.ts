import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { envSchema } from '#lib/platform/index.ts';

// The documents are part of the product: what they cite must exist. Decisions are history and may not.
function markdown(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return /node_modules|\.git|\.next|\.data|generated|decisions/.test(path) ? [] : markdown(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

const documents = markdown('.');
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
/** What starts the processes reads some variables of its own. */
const launcher = new Set(
  ['environment.ts', 'stack/edge.ts', 'stack/instance.ts', 'stack/services.ts'].flatMap((file) =>
    [...readFileSync(join('scripts', file), 'utf8').matchAll(/process\.env\.(\w+)/g)].map(([, name]) => name),
  ),
);
const npmOwn = new Set(['ci', 'install', 'run']);

test.each(documents)('%s cites only paths, scripts and variables that exist', (document) => {
  const text = readFileSync(document, 'utf8');
  const missing: string[] = [];
  const isPath = (cited: string) =>
    /^[\w.@()[\]-]+(\/[\w.@()[\]*-]+)*\/?$/.test(cited) &&
    (cited.includes('/') || /\.(ts|md|js|json|yaml|vcl|conf|cnf|css|sql)$/.test(cited));
  for (const [, cited = ''] of text.matchAll(/`([^`\n]+)`/g)) {
    const npm = /^npm (?:run )?([\w:-]+)/.exec(cited)?.[1];
    if (npm && !npmOwn.has(npm) && !manifest.scripts[npm]) missing.push(`npm script ${npm}`);
    if (
      isPath(cited) &&
      !/^index\.ts$|NAME|FILE/.test(cited) &&
      !/^(\.data|\.next|node_modules|application|image|text|Europe)\b/.test(cited) &&
      !cited.startsWith('@')
    ) {
      const known = ['.', dirname(document)].some((folder) =>
        existsSync(join(folder, cited.replace(/[^/]*\*.*$/, ''))),
      );
      if (!known) missing.push(`path ${cited}`);
    }
    if (/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(cited)) {
      const known = cited in envSchema.shape || launcher.has(cited);
      if (!known) missing.push(`variable ${cited}`);
    }
  }
  for (const [, target = ''] of text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)) {
    if (!/^https?:/.test(target) && !existsSync(join(dirname(document), target)))
      missing.push(`link ${target}`);
  }
  expect(missing).toEqual([]);
});

test('no text keeps the marks of a merge that was left half-way', () => {
  const texts = globSync('**/*.{md,sql,vcl,vtc,conf,cnf,yml,yaml,json,css,txt}', {
    exclude: (path) => /^(node_modules|\.git|\.next.*|\.data|generated)$/.test(path.split('/').at(-1) ?? ''),
  });
  expect(texts.length).toBeGreaterThan(200);
  expect(texts.filter((path) => /^(<{7}|>{7}) /m.test(readFileSync(path, 'utf8')))).toEqual([]);
});

test('every npm script is named in a document', () => {
  const said = documents.map((document) => readFileSync(document, 'utf8')).join('\n');
  const unsaid = Object.keys(manifest.scripts).filter(
    (script) => !new RegExp(`npm (run )?${script}(?![\\w:-])`).test(said),
  );
  expect(unsaid).toEqual([]);
});

test('module READMEs have at most 20 lines, and every module has one', () => {
  for (const module of readdirSync('lib')) {
    const path = join('lib', module, 'README.md');
    expect(existsSync(path), path).toBe(true);
    expect(readFileSync(path, 'utf8').trimEnd().split('\n').length, path).toBeLessThanOrEqual(20);
  }
});

/** The configuration table, from the schema: name, default, meaning. */
function configurationTable(): string {
  const rows = Object.entries(envSchema.shape).map(([name, field]) => {
    const parsed = (field as z.ZodType).safeParse(undefined);
    const fallback = parsed.success ? String(parsed.data ?? '') : 'required';
    return `| \`${name}\` | ${fallback ? `\`${fallback}\`` : ''} | ${(field as z.ZodType).description ?? ''} |`;
  });
  return ['| Variable | Default | Meaning |', '|---|---|---|', ...rows].join('\n');
}

test('README.md holds the table of the env schema', () => {
  const path = 'README.md';
  const text = readFileSync(path, 'utf8');
  const [, found = ''] = /<!-- table -->\n([\s\S]*?)\n<!-- \/table -->/.exec(text) ?? [];
  expect(found, 'copy this table into the file').toBe(configurationTable());
});

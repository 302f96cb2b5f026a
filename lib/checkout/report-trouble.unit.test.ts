import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { troubles } from './report-trouble.ts';

test('the documentation asks for every event that tells of lost money', () => {
  const page = readFileSync('docs/configuration.md', 'utf8');
  const start = page.indexOf('## Real services');
  const asked = page.slice(start, page.indexOf('- **Which gateway:**', start));
  expect(asked).not.toBe('');
  // What Adyen accepts and fails at at once comes as the event itself, without success.
  const derived: Record<string, string> = { CANCEL_OR_REFUND_FAILED: 'CANCEL_OR_REFUND' };
  const named = new Set(asked.match(/[A-Z]+(?:_[A-Z]+)*|[a-z]+(?:\.[a-z]+)+/g));
  const missing = Object.keys(troubles).filter((type) => !named.has(derived[type] ?? type));
  expect(missing).toEqual([]);
});

import { expect, test } from 'vitest';
import { leaveBuffersOutOfJson } from './next-size.ts';

test('a page is measured without writing out its payload byte by byte', () => {
  const page = { kind: 'APP_PAGE', html: '<p>', rscData: Buffer.alloc(40_000, 'x') };
  const restore = leaveBuffersOutOfJson();
  try {
    expect(JSON.stringify(page).length).toBeLessThan(100);
    expect(JSON.parse(JSON.stringify(Buffer.from('ab')))).toEqual({ type: 'Buffer', data: [97, 98] });
  } finally {
    restore();
  }
  expect(JSON.stringify(page).length).toBeGreaterThan(page.rscData.length);
});

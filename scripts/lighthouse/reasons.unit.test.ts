import { expect, test } from 'vitest';
import { reasonsOf } from './reasons.ts';

// As Lighthouse 13 writes them.
const audits = {
  'lcp-breakdown-insight': {
    details: {
      type: 'list',
      items: [
        {
          type: 'table',
          items: [
            { subpart: 'timeToFirstByte', label: 'Time to first byte', duration: 8.3 },
            { subpart: 'elementRenderDelay', label: 'Element render delay', duration: 153.7 },
          ],
        },
        { type: 'node', snippet: '<img fetchpriority="high">' },
      ],
    },
  },
  'layout-shifts': {
    details: { type: 'table', items: [{ node: { type: 'node', snippet: '<footer>' }, score: 0.10328 }] },
  },
  'errors-in-console': {
    details: {
      type: 'table',
      items: [
        {
          source: 'network',
          description: 'Failed to load resource: 409',
          sourceLocation: { type: 'source-location', url: 'http://localhost/api/checkout/quote' },
        },
        { source: 'exception', description: 'TypeError: no' },
      ],
    },
  },
};

test('says what was largest, what moved and what the console holds', () => {
  expect(reasonsOf(audits)).toEqual([
    'largest paint: <img fetchpriority="high">',
    '  observed: time to first byte 8 ms, element render delay 154 ms',
    'shifted by 0.103: <footer>',
    'console: Failed to load resource: 409 http://localhost/api/checkout/quote',
    'console: TypeError: no ',
  ]);
});

test('audits that were not run, or are written otherwise, give no reason', () => {
  expect(reasonsOf({ 'layout-shifts': { details: { items: 'none' } }, 'errors-in-console': {} })).toEqual([]);
});

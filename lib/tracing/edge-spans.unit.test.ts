import { describe, expect, it } from 'vitest';
import { edgeSpans } from './edge-spans.ts';

const trace = 'ab'.repeat(16);
const edge = {
  trace,
  span: '0123456789abcdef',
  parent: '',
  method: 'POST',
  path: '/api/checkout',
  status: 201,
  ended: '1795659066.906',
  took: '0.250',
  upstream: '127.0.0.1:7405',
  upstream_header: '0.240',
  upstream_took: '0.241',
  varnish: '1795659066.660 1795659066.899',
  cache: 'PASS',
  bytes: 812,
};
const spans = (line: object) => edgeSpans(JSON.stringify(line));

describe('spans of the edge', () => {
  it('begin when the request came, whatever syslog puts before the line', () => {
    const [span] = edgeSpans(`<190>Nov 26 02:11:20 nginx: ${JSON.stringify(edge)}`);
    expect(span).toMatchObject({ traceId: trace, parentId: null, durationUs: 250_000, failed: false });
    expect(span?.startedUs).toBe(1_795_659_066_656_000);
    expect(span?.attributes['ballast.edge.first_byte_ms']).toBe(240);
  });

  it('count the upstreams that were tried, and keep the browser as their parent', () => {
    const [span] = spans({ ...edge, parent: 'f'.repeat(16), upstream_header: '-, 0.100' });
    expect(span?.attributes['ballast.edge.tries']).toBe(1);
    expect(span?.parentId).toBe('f'.repeat(16));
  });

  it('stand above Varnish, which stands above the web process', () => {
    const [, span] = spans(edge);
    expect(span).toMatchObject({
      ...{ spanId: '1123456789abcdef', parentId: edge.span, service: 'varnish' },
      ...{ startedUs: 1_795_659_066_660_000, durationUs: 241_000 },
      attributes: { 'ballast.varnish.handling': 'pass', 'ballast.varnish.first_byte_ms': 239 },
    });
  });

  it('stand alone when no Varnish answered', () => {
    expect(spans({ ...edge, varnish: '', cache: '' })).toHaveLength(1);
  });

  it('are never made of anything else', () => {
    for (const line of ['', 'x', '{', '{}']) expect(edgeSpans(line)).toEqual([]);
    for (const wrong of [{ trace: '../../etc' }, { span: 'f'.repeat(16) }, { varnish: 'now' }]) {
      expect(spans({ ...edge, ...wrong })).toEqual([]);
    }
  });
});

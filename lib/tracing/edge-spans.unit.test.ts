import { describe, expect, it } from 'vitest';
import { edgeSpan, varnishSpan } from './edge-spans.ts';

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
  bytes: 812,
};
const varnish = {
  traceparent: `00-${trace}-1123456789abcdef-01`,
  method: 'POST',
  path: '/api/checkout',
  status: 201,
  started: '1795659066.660000',
  took_us: '240000',
  first_byte: '0.239',
  handling: 'pass',
};

describe('spans of the edge', () => {
  it('begin when the request came, whatever syslog puts before the line', () => {
    const span = edgeSpan(`<190>Nov 26 02:11:20 nginx: ${JSON.stringify(edge)}`);
    expect(span).toMatchObject({ traceId: trace, parentId: null, durationUs: 250_000, failed: false });
    expect(span?.startedUs).toBe(1_795_659_066_656_000);
    expect(span?.attributes['ballast.edge.first_byte_ms']).toBe(240);
  });

  it('count the upstreams that were tried, and keep the browser as their parent', () => {
    const span = edgeSpan(JSON.stringify({ ...edge, parent: 'f'.repeat(16), upstream_header: '-, 0.100' }));
    expect(span?.attributes['ballast.edge.tries']).toBe(1);
    expect(span?.parentId).toBe('f'.repeat(16));
  });

  it('stand above Varnish, which stands above the web process', () => {
    const span = varnishSpan(JSON.stringify(varnish));
    expect(span).toMatchObject({ spanId: '1123456789abcdef', parentId: edge.span, durationUs: 240_000 });
    expect(span?.attributes['ballast.varnish.handling']).toBe('pass');
  });

  it('are never made of anything else', () => {
    for (const line of ['', 'x', '{', '{}', JSON.stringify({ ...edge, trace: '../../etc' })]) {
      expect(edgeSpan(line)).toBeNull();
      expect(varnishSpan(line)).toBeNull();
    }
    expect(
      varnishSpan(JSON.stringify({ ...varnish, traceparent: `00-${trace}-1123456789abcdef-00` })),
    ).toBeNull();
  });
});

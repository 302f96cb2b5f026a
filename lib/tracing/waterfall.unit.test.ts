import { describe, expect, it } from 'vitest';
import type { StoredSpan } from './types.ts';
import { waterfall } from './waterfall.ts';

const span = (
  spanId: string,
  parentId: string | null,
  startedUs: number,
  durationUs: number,
): StoredSpan => ({
  traceId: 't',
  spanId,
  parentId,
  service: 'web',
  name: spanId,
  kind: 'internal',
  startedUs,
  durationUs,
  failed: spanId.startsWith('bad'),
  attributes: {},
});

describe('waterfall', () => {
  it('puts each span under its parent, in the order they began', () => {
    const { rows, spanUs } = waterfall([
      span('root', null, 1_000, 100),
      span('a', 'root', 1_010, 20),
      span('b', 'root', 1_040, 30),
      span('a1', 'a', 1_012, 5),
    ]);
    expect(rows.map((row) => [row.name, row.depth, row.offsetUs])).toEqual([
      ['root', 0, 0],
      ['a', 1, 10],
      ['a1', 2, 12],
      ['b', 1, 40],
    ]);
    expect(spanUs).toBe(100);
  });

  it('finds the span that took longest itself, not the one that waited for it', () => {
    const { slowest } = waterfall([
      span('root', null, 0, 5_000),
      span('erp', 'root', 100, 4_200),
      span('quick', 'root', 4_400, 50),
    ]);
    expect(slowest?.name).toBe('erp');
    expect(slowest?.ownUs).toBe(4_200);
  });

  it('counts children that overlap once, and not beyond their parent', () => {
    const { rows } = waterfall([
      span('root', null, 0, 100),
      span('a', 'root', 10, 50),
      span('b', 'root', 40, 40),
      span('late', 'root', 90, 400),
    ]);
    expect(rows[0]?.ownUs).toBe(100 - 70 - 10);
  });

  it('calls a request by its path', () => {
    const call = { ...span('POST', null, 0, 1), kind: 'client', attributes: { 'url.path': '/orders' } };
    expect(waterfall([call]).rows[0]?.label).toBe('POST /orders');
  });

  it('puts what was tried again side by side: a message that came again, a gateway asked again', () => {
    const delivery = (id: string, at: number, message: string) => ({
      ...span(id, null, at, 5),
      name: 'process erp StockCommitted',
      attributes: { 'messaging.operation.name': 'process', 'messaging.message.id': message },
    });
    const call = (id: string, at: number, gateway: string) => ({
      ...span(id, null, at, 5),
      name: `authorise ${gateway}`,
      attributes: { 'ballast.payment.gateway': gateway },
    });
    const { retries } = waterfall([
      delivery('bad-1', 10, 'm1'),
      delivery('b', 40, 'm1'),
      delivery('c', 50, 'm2'),
      call('bad-d', 60, 'stripe'),
      call('e', 90, 'adyen'),
    ]);
    expect(retries.map(({ tries }) => tries.map((row) => [row.spanId, row.failed]))).toEqual([
      [
        ['bad-1', true],
        ['b', false],
      ],
      [
        ['bad-d', true],
        ['e', false],
      ],
    ]);
  });

  it('hides no span: one whose parent is missing, or is its own, stands at the top', () => {
    const { rows, failed } = waterfall([
      span('bad-orphan', 'gone', 0, 5),
      span('self', 'self', 1, 5),
      span('x', 'y', 2, 5),
      span('y', 'x', 3, 5),
    ]);
    expect(rows.map(({ name }) => name).sort()).toEqual(['bad-orphan', 'self', 'x', 'y']);
    expect(failed.map(({ name }) => name)).toEqual(['bad-orphan']);
  });
});

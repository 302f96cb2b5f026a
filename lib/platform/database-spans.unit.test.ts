import { type Span, type TimeInput, type Tracer, trace } from '@opentelemetry/api';
import { afterEach, expect, test, vi } from 'vitest';
import { inBeginSpan, statementName } from './database-spans.ts';

afterEach(() => vi.restoreAllMocks());

test('a statement is called by its verb and table', () => {
  expect(statementName('SELECT `shop`.`orders`.`id` FROM `shop`.`orders` WHERE 1=1')).toBe('SELECT orders');
  expect(statementName('INSERT INTO `order_events` (`a`) VALUES (?)')).toBe('INSERT order_events');
  expect(statementName('\n  UPDATE stock_items SET on_hand = on_hand - ?')).toBe('UPDATE stock_items');
  expect(statementName('COMMIT')).toBe('COMMIT');
  expect(statementName('')).toBe('statement');
});

test('how long a BEGIN waited is told by one clock, whatever the other one says', async () => {
  const told: (TimeInput | undefined)[] = [];
  const span = { isRecording: () => true, end: (at: TimeInput) => void told.push(at) } as unknown as Span;
  const startSpan: Tracer['startSpan'] = (_, options) => {
    told.push(options?.startTime);
    return span;
  };
  vi.spyOn(trace, 'getActiveSpan').mockReturnValue(span);
  vi.spyOn(trace, 'getTracer').mockReturnValue({ startSpan } as Tracer);
  await inBeginSpan(() => new Promise((done) => setTimeout(done, 20)));
  const [began, ended] = told;
  expect(Number(ended) - Number(began)).toBeGreaterThanOrEqual(5);
});

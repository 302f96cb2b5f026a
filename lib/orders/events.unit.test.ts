import { expect, test } from 'vitest';
import { currentSchema, readEvent } from './events.ts';
import { consumersOf, subscriptions } from './subscriptions.ts';

test('old data is brought to today step by step', () => {
  const table = {
    NoteAdded: {
      1: (data: Record<string, unknown>) => ({ message: data.msg }),
      2: (data: Record<string, unknown>) => ({ text: data.message }),
    },
  };
  expect(currentSchema('NoteAdded', table)).toBe(3);
  for (const [schema, data] of [
    [1, { msg: 'hello' }],
    [2, { message: 'hello' }],
    [3, { text: 'hello' }],
  ] as const) {
    expect(readEvent('NoteAdded', data, schema, table)).toEqual({
      type: 'NoteAdded',
      data: { text: 'hello' },
    });
  }
});

test('a cancellation of the first release, which had no choice of restocking, is read as one that restocked nothing', () => {
  expect(currentSchema('OrderCancelled')).toBe(2);
  expect(readEvent('OrderCancelled', { reason: 'changed_mind' }, 1)).toEqual({
    type: 'OrderCancelled',
    data: { reason: 'changed_mind', restock: false },
  });
  expect(readEvent('ReturnReceived', {}, 1)).toEqual({ type: 'ReturnReceived', data: { restock: [] } });
  expect(() => readEvent('OrderCancelled', { reason: 'changed_mind' }, 2)).toThrow();
});

test('an event of a newer release is tolerated, a damaged one of a known type is not', () => {
  expect(readEvent('GiftWrapped', { paper: 'red' }, 1)).toBeUndefined();
  expect(readEvent('constructor', {}, 1)).toBeUndefined();
  expect(() => readEvent('OrderShipped', {}, 1)).toThrow();
});

test('of our own monitor’s orders nobody outside hears', () => {
  const heard = Object.values(subscriptions)
    .flat()
    .map((type) => consumersOf(type, 'synthetic'));
  expect(new Set(heard.flat())).toEqual(new Set(['inventory', 'refunds']));
});

test('an event goes to every consumer that subscribed to it', () => {
  expect(consumersOf('StockCommitted')).toEqual(['erp', 'email', 'loyalty']);
  expect(consumersOf('NoteAdded')).toEqual([]);
  expect(consumersOf('OrderPlaced', 'load')).toEqual(['inventory', 'analytics']);
  expect(subscriptions.inventory).toEqual(['OrderPlaced', 'OrderCancelled', 'ReturnReceived']);
});

import { expect, test } from 'vitest';
import { statementName } from './database-spans.ts';

test('a statement is called by its verb and table', () => {
  expect(statementName('SELECT `shop`.`orders`.`id` FROM `shop`.`orders` WHERE 1=1')).toBe('SELECT orders');
  expect(statementName('INSERT INTO `order_events` (`a`) VALUES (?)')).toBe('INSERT order_events');
  expect(statementName('\n  UPDATE stock_items SET on_hand = on_hand - ?')).toBe('UPDATE stock_items');
  expect(statementName('COMMIT')).toBe('COMMIT');
  expect(statementName('')).toBe('statement');
});

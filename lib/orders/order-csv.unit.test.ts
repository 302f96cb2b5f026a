import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { orderCsvHead, orderCsvLine, orderCsvNotice } from './order-csv.ts';
import type { OrderView } from './types.ts';

const order: OrderView = {
  id: 'o1',
  number: 1042,
  status: 'shipped',
  email: '=cmd@example.com',
  name: 'Lovelace, "Ada"',
  shippingAddress: {
    name: 'Ada',
    line1: '1 Quay',
    line2: '',
    city: 'Cobh',
    postcode: 'P24',
    country: 'IE',
    phone: '',
  },
  shippingMethod: { id: 'standard', title: 'Standard', promise: '' },
  lines: [],
  subtotalMinor: 123_405,
  shippingMinor: 0,
  taxMinor: 7,
  totalMinor: 123_412,
  currency: 'EUR',
  placedAt: new Date('2026-10-25T00:30:00.123Z'),
  capturedMinor: 0,
  refundedMinor: 0,
  tracking: null,
  carrier: '',
  cancelReason: null,
};

test('an order is a line under its columns: time in UTC, amounts with a point, nothing a spreadsheet runs', () => {
  expect(orderCsvHead).toBe(
    '\ufeffNumber,Placed at,Status,Name,E-mail,Country,Items,Shipping,Tax,Total,Currency\r\n',
  );
  expect(orderCsvLine(order)).toBe(
    '1042,2026-10-25T00:30:00.123Z,shipped,"Lovelace, ""Ada""",\'=cmd@example.com,IE,1234.05,0.00,0.07,1234.12,EUR\r\n',
  );
});

test.each([
  ['JPY', '123412'],
  ['KWD', '123.412'],
])('%s has its own decimals', (currency, total) => {
  expect(orderCsvLine({ ...order, currency })).toContain(`,${total},${currency}\r\n`);
});

test('every line has as many cells, the one that says what is missing too', () => {
  const file = orderCsvHead + orderCsvLine(order) + orderCsvNotice('More fit, these are some.');
  const rows = parse(file, { bom: true }) as string[][];
  expect(rows.map((row) => row.length)).toEqual([11, 11, 11]);
  expect(rows[2]?.[0]).toBe('More fit, these are some.');
});

import { expect, test } from 'vitest';
import { databaseFailure, isOutOfTime } from './database-failure.ts';

// Shapes as Prisma 7 and the MariaDB driver throw them.
test.each([
  ['a deadlock in a model call', { code: 'P2034' }, 'conflict'],
  [
    'a deadlock in raw SQL',
    { code: 'P2010', meta: { driverAdapterError: { cause: { originalCode: '1213', kind: 'mysql' } } } },
    'conflict',
  ],
  ['a conflict that shows at COMMIT', { cause: { kind: 'TransactionWriteConflict' } }, 'conflict'],
  ['a lock waited for too long', { cause: { originalCode: '1205', kind: 'mysql' } }, 'conflict'],
  ['a socket that broke', { code: 'ECONNRESET', errno: -104 }, 'lost'],
  ['a server that closed', { cause: { originalCode: '45009', kind: 'mysql' } }, 'lost'],
  ['a node outside the majority', { cause: { originalCode: '1047', kind: 'mysql' } }, 'lost'],
  [
    'nobody there for as long as may be waited',
    { cause: { originalCode: '45028', cause: { code: 'ECONNRESET' } } },
    'other',
  ],
  ['a unique key', { code: 'P2002' }, 'other'],
  ['a bug', new TypeError('x is not a function'), 'other'],
  ['no error at all', undefined, 'other'],
])('%s', (_name, error, failure) => {
  expect(databaseFailure(error)).toBe(failure);
});

test('a transaction that took too long is told from one that lost', () => {
  expect(isOutOfTime({ code: 'P2028' })).toBe(true);
  expect(isOutOfTime({ code: 'P2034' })).toBe(false);
});

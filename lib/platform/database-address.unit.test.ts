import { expect, test } from 'vitest';
import { databaseAddress } from './database-address.ts';

test('an address of a host, its parts decoded', () => {
  expect(databaseAddress('mysql://us%40er:p%3Ass@db.example/shop')).toEqual({
    user: 'us@er',
    password: 'p:ss',
    database: 'shop',
    host: 'db.example',
    port: 3306,
  });
});

test('an address with a socket leaves host and port to tools', () => {
  expect(databaseAddress('mysql://root@127.0.0.1:7410/shop?socket=%2Frun%2Fdb.sock')).toEqual({
    user: 'root',
    password: '',
    database: 'shop',
    socketPath: '/run/db.sock',
  });
});

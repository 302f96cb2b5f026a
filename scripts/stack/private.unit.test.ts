import { expect, test } from 'vitest';
import { forgetUserEnvironment } from './private.ts';

test('a stack of its own has the memory that is given to it, and neither servers nor keys of the user', () => {
  const before = { ...process.env };
  try {
    Object.assign(process.env, {
      ...{ BALLAST_DATABASE_POOL_MB: '2048', DATABASE_URL: 'mysql://shop', STRIPE_SECRET_KEY: 'sk_live' },
      ...{ BALLAST_PORT: '80' },
    });
    forgetUserEnvironment();
    const { PATH, BALLAST_DATABASE_POOL_MB, DATABASE_URL, STRIPE_SECRET_KEY, BALLAST_PORT } = process.env;
    expect([PATH, BALLAST_DATABASE_POOL_MB]).toEqual([before.PATH, '2048']);
    expect([DATABASE_URL, STRIPE_SECRET_KEY, BALLAST_PORT]).toEqual([undefined, undefined, undefined]);
  } finally {
    Object.assign(process.env, before);
  }
});

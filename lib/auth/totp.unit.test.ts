import { generate } from 'otplib';
import { describe, expect, test } from 'vitest';
import { seal, unseal } from './sealed.ts';
import { newRecoveryCodes, newTotpSecret, recoveryHash, stepOf, totpUri } from './totp.ts';

const secret = newTotpSecret();
const at = new Date('2026-11-26T12:00:10Z');
const codeAt = (shiftSeconds: number) =>
  generate({ secret, epoch: Math.floor(at.getTime() / 1_000) + shiftSeconds });
const step = Math.floor(at.getTime() / 30_000);

describe('a code', () => {
  test.each([
    [-60, null],
    [-30, step - 1],
    [0, step],
    [30, step + 1],
    [60, null],
  ])('of a clock %i s off gives the step %j', async (shift, expected) => {
    expect(await stepOf(await codeAt(shift), { secret, at, usedStep: 0 })).toBe(expected);
  });

  test('of the vector of RFC 6238, appendix B, fits its time', async () => {
    const vector = { secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', at: new Date(59_000), usedStep: 0 };
    expect(await stepOf('287082', vector)).toBe(1);
  });

  test('fits once, and not after a later one', async () => {
    const code = await codeAt(0);
    expect(await stepOf(code, { secret, at, usedStep: step })).toBeNull();
    expect(await stepOf(code, { secret, at, usedStep: step + 1 })).toBeNull();
    expect(await stepOf(code, { secret, at, usedStep: step + 1_000 })).toBeNull();
    expect(await stepOf(await codeAt(30), { secret, at, usedStep: step })).toBe(step + 1);
  });

  test.each(['', '12345', '1234567', 'abcdef', '１２３４５６', '12 345', '-12345'])(
    '%j does not fit',
    async (code) => {
      expect(await stepOf(code, { secret, at, usedStep: 0 })).toBeNull();
    },
  );
});

test('an app finds issuer, account and secret', () => {
  const uri = new URL(totpUri(secret, { issuer: 'Harbour & Co', email: 'ada@shop.example' }));
  expect(uri.protocol).toBe('otpauth:');
  expect(uri.searchParams.get('secret')).toBe(secret);
  expect(uri.searchParams.get('issuer')).toBe('Harbour & Co');
});

test('recovery codes are all different and read however they are typed, by their owner only', () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^[2-9b-df-hj-km-np-tv-xz]{5}-[2-9b-df-hj-km-np-tv-xz]{5}$/);
  const [code = ''] = codes;
  expect(recoveryHash(` ${code.toUpperCase().replace('-', ' ')} `, 'ada')).toBe(recoveryHash(code, 'ada'));
  expect(recoveryHash(code, 'ben')).not.toBe(recoveryHash(code, 'ada'));
  for (const wrong of ['', '123456', `${code}2`, 'aeiou-aeiou'])
    expect(recoveryHash(wrong, 'ada')).toBeNull();
});

test('a sealed secret opens for its owner under the same AUTH_SECRET, whole', () => {
  const sealed = seal(secret, 'ada');
  expect(sealed).not.toContain(secret);
  expect(seal(secret, 'ada')).not.toBe(sealed);
  expect(unseal(sealed, 'ada')).toBe(secret);
  expect(unseal(sealed, 'ben')).toBeNull();
  expect(unseal(sealed, 'ada', 'another secret of some length')).toBeNull();
  // The last but one: of the last, some bits mean nothing.
  const other = sealed.at(-2) === 'A' ? 'B' : 'A';
  expect(unseal(`${sealed.slice(0, -2)}${other}${sealed.slice(-1)}`, 'ada')).toBeNull();
  for (const wrong of ['', 'v1', 'v1...', 'v2.a.b.c', sealed.split('.').slice(0, 3).join('.')]) {
    expect(unseal(wrong, 'ada')).toBeNull();
  }
});

import { Writable } from 'node:stream';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { redact, redactText } from './redact.ts';

/** What one line would be, as text. */
const line = (fields: unknown) => JSON.stringify(redact(fields));

describe('a log line', () => {
  it('keeps what is needed to find a mistake', () => {
    const fields = {
      orderId: '0198',
      reason: 'The ERP answered 503',
      tries: 3,
      outcome: 'declined',
      at: null,
    };
    expect(redact(fields)).toEqual(fields);
  });

  it('names nobody, however deep it is said', () => {
    const ada = {
      name: 'Ada Lovelace',
      line1: '12 Quay Street',
      city: 'Galway',
      postcode: 'H91',
      phone: '0871',
    };
    const text = line({
      checkout: { email: 'ada@example.com', shippingAddress: ada, lines: [{ to: 'Ada' }] },
    });
    for (const word of ['Ada', 'Quay', 'Galway', 'H91', '0871', 'example.com'])
      expect(text).not.toContain(word);
  });

  it('opens nothing', () => {
    const text = line({
      headers: { cookie: 'session=s3cr3t', authorization: 'Bearer s3cr3t', 'set-cookie': ['a=s3cr3t'] },
      paymentToken: 's3cr3t',
      accessToken: 's3cr3t',
      apiKey: 's3cr3t',
      message: 'sent Authorization: Bearer s3cr3t to /orders/s3cr3tS3cr3tS3cr3t?placed',
    });
    expect(text).not.toMatch(/s3cr3t/i);
  });

  it('finds mail addresses and cards within a text, and leaves ids and times alone', () => {
    expect(redactText('550 no such user <ada+x@mail.example.ie>')).toBe('550 no such user <[redacted]>');
    expect(redactText('card 4242 4242 4242 4242 refused')).toBe('card [redacted] refused');
    expect(redactText('card 4000-0000-0000-0002')).toBe('card [redacted]');
    expect(redactText('at 1795659066906123, seq 1795659066906')).toBe(
      'at 1795659066906123, seq 1795659066906',
    );
  });

  it('says of an error of the database client what went wrong, not what it was given', () => {
    const error = new Error(
      'Invalid `create()`:\n{ data: { email: "ada@example.com" } }\n\nUnique constraint failed',
    );
    error.name = 'PrismaClientKnownRequestError';
    const text = line({ error });
    expect(text).toContain('Unique constraint failed');
    expect(text).not.toContain('ada');
  });

  it('is bounded', () => {
    const wide = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [`k${index}`, 'x'.repeat(9_000)]),
    );
    expect(line(wide).length).toBeLessThan(130_000);
    const loop: Record<string, unknown> = {};
    loop.self = loop;
    expect(line(loop).length).toBeLessThan(200);
  });

  it('is what pino writes, with the name of its logger', async () => {
    let written = '';
    const sink = new Writable({
      write(chunk, _encoding, done) {
        written += String(chunk);
        done();
      },
    });
    const log = pino(
      { name: 'x', formatters: { log: (fields) => redact(fields) as Record<string, unknown> } },
      sink,
    );
    log.error({ email: 'ada@example.com', error: new Error('no ada@example.com') }, 'said');
    expect(written).toContain('"name":"x"');
    expect(written).not.toContain('ada');
  });
});

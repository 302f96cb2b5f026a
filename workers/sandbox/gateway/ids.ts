import { randomBytes } from 'node:crypto';

/** An id in Stripe's manner. */
export const newId = (prefix: string): string => `${prefix}_${randomBytes(12).toString('hex')}`;

const letters = 'BCDFGHJKLMNPQRSTVWXZ23456789';

/** A reference in Adyen's manner: 16 letters and digits. */
export const newPspReference = (): string =>
  [...randomBytes(16)].map((byte) => letters[byte % letters.length]).join('');

import { createHash, randomInt } from 'node:crypto';
import { generateSecret, generateURI, verify } from 'otplib';

/** A code is good for its own 30 s and the 30 s around them: clocks of phones are off, and people type slowly. */
const toleranceSeconds = 30;
const codesAtOnce = 10;
// No vowels and nothing that looks alike: a code spells no word and reads well from paper.
const letters = '23456789bcdfghjkmnpqrstvwxz';

/** A new secret of 160 bits (RFC 4226, section 4), in base32. */
export const newTotpSecret = (): string => generateSecret({ length: 20 });

/** What an authenticator app scans. */
export function totpUri(secret: string, { issuer, email }: { issuer: string; email: string }): string {
  return generateURI({ issuer, label: email, secret });
}

/**
 * The time step a code belongs to, or null when it does not fit around `at`. A step up to `usedStep` was used already
 * and does not fit again (RFC 6238, section 5.2).
 */
export async function stepOf(
  code: string,
  { secret, at, usedStep }: { secret: string; at: Date; usedStep: number },
): Promise<number | null> {
  const epoch = Math.floor(at.getTime() / 1_000);
  // Past this, no step of the tolerance is left; otplib takes that for a mistake of ours.
  if (!/^\d{6}$/.test(code) || usedStep >= Math.floor((epoch + toleranceSeconds) / 30)) return null;
  const options = { secret, token: code, epoch, epochTolerance: toleranceSeconds, afterTimeStep: usedStep };
  const result = await verify(options);
  return result.valid && 'timeStep' in result ? result.timeStep : null;
}

/** New recovery codes, each of 47 bits: shown once, stored only as hashes. */
export function newRecoveryCodes(): string[] {
  const part = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: codesAtOnce }, () => `${part()}-${part()}`);
}

/** What is stored of a recovery code, however it was typed. Null when it cannot be one. */
export function recoveryHash(typed: string, owner: string): string | null {
  const code = typed.toLowerCase().replaceAll(/[\s-]/g, '');
  if (code.length !== 10 || [...code].some((letter) => !letters.includes(letter))) return null;
  return createHash('sha256').update(`${owner}:${code}`).digest('hex');
}

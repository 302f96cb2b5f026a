import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { env } from '#lib/platform/index.ts';

const key = (secret: string) => Buffer.from(hkdfSync('sha256', secret, 'ballast', 'staff second factor', 32));

/** Encrypts with AES-256-GCM under a key derived from AUTH_SECRET; only `owner` (an id) can open it again. */
export function seal(text: string, owner: string, secret: string = env.AUTH_SECRET): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key(secret), iv).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return ['v1', ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
}

/** What was sealed; null when it was for another owner, under another AUTH_SECRET, or is damaged. */
export function unseal(sealed: string, owner: string, secret: string = env.AUTH_SECRET): string | null {
  const [version, ...parts] = sealed.split('.');
  const [iv, tag, body] = parts.map((part) => Buffer.from(part, 'base64url'));
  if (version !== 'v1' || !iv || !tag || !body) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key(secret), iv, { authTagLength: 16 });
    decipher.setAAD(Buffer.from(owner)).setAuthTag(tag);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

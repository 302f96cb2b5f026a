import { createHmac, timingSafeEqual } from 'node:crypto';
import { env } from '#lib/platform/index.ts';

/** A place in line: its number in this opening of the room. Says nothing of who has it. */
export type Place = { room: string; number: number };

const mac = (text: string) =>
  createHmac('sha256', env.AUTH_SECRET).update(`ballast-line:${text}`).digest('base64url');

/** The place as the cookie holds it; `readPlace` takes back only what was signed here. */
export function signPlace({ room, number }: Place): string {
  const text = `${room}.${number}`;
  return `${text}.${mac(text)}`;
}

/** The place a cookie holds, or null when we did not sign it for this opening of the room. */
export function readPlace(cookie: string | null, room: string): Place | null {
  const [, text = '', of = '', number = '', signature = ''] =
    /^((\w{1,16})\.(\d{1,9}))\.([\w-]{43})$/.exec(cookie ?? '') ?? [];
  if (text === '' || of !== room) return null;
  const right = timingSafeEqual(Buffer.from(signature), Buffer.from(mac(text)));
  return right ? { room, number: Number(number) } : null;
}

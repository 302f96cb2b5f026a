import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { err, ok, type Result } from '#lib/platform/index.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'windows-1252';
export type Source = { path: string; bytes: number; encoding: Encoding; head: string };
export type SourceError = { kind: 'not_found' | 'not_a_file' | 'empty' | 'not_text' };

const headBytes = 65_536;

/**
 * Looks at a file before it is read: its size, its encoding, and its first 64 kB as text. UTF-8 is what it says it is;
 * a file that is not, and holds no UTF-8 letter before its first wrong byte, is Windows-1252, as spreadsheets save it.
 */
export async function inspectSource(path: string): Promise<Result<Source, SourceError>> {
  const found = await stat(path).catch(() => null);
  if (!found) return err({ kind: 'not_found' });
  if (!found.isFile()) return err({ kind: 'not_a_file' });
  if (found.size === 0) return err({ kind: 'empty' });
  const first = await firstBytes(path);
  const utf16 = first[0] === 0xff && first[1] === 0xfe;
  if (!utf16 && first.includes(0)) return err({ kind: 'not_text' });
  const encoding = utf16 ? 'utf-16le' : (await isLatin(path)) ? 'windows-1252' : 'utf-8';
  const head = new TextDecoder(encoding).decode(first);
  if (head.trim() === '') return err({ kind: 'empty' });
  return ok({ path, bytes: found.size, encoding, head });
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(headBytes);
    const { bytesRead } = await file.read(buffer, 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function isLatin(path: string): Promise<boolean> {
  let rest: Buffer = Buffer.alloc(0);
  let letters = false;
  for await (const chunk of createReadStream(path)) {
    const bytes = Buffer.concat([rest, chunk as Buffer]);
    // The last bytes may be the beginning of a letter.
    const end = wholeLetters(bytes);
    const whole = bytes.subarray(0, end);
    rest = bytes.subarray(end);
    if (!isUtf8(whole)) return !letters && !startsWithLetters(whole);
    letters ||= whole.some((byte) => byte > 0x7f);
  }
  return rest.length > 0 && !letters;
}

function wholeLetters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

/** Whether UTF-8 letters stand before the first byte that cannot be UTF-8. */
function startsWithLetters(bytes: Buffer): boolean {
  const text = new TextDecoder('utf-8').decode(bytes);
  const broken = text.indexOf('\uFFFD');
  return /[^\0-\x7f]/.test(text.slice(0, broken < 0 ? undefined : broken));
}

/** The file's text in pieces, without its byte order mark. `onBytes` hears how many bytes were read so far. */
export async function* readText(
  { path, encoding }: Source,
  onBytes: (read: number) => void = () => undefined,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let read = 0;
  for await (const chunk of createReadStream(path)) {
    read += (chunk as Buffer).length;
    onBytes(read);
    yield decoder.decode(chunk as Buffer, { stream: true });
  }
  yield decoder.decode();
}

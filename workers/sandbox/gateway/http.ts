import type { IncomingMessage } from 'node:http';

export type Sent = { status: number; body: string; headers?: Record<string, string> };

/** An answer other than 2xx in a gateway's own words. */
export class Refusal extends Error {
  readonly sent: Sent;

  constructor(status: number, body: unknown, headers: Record<string, string> = {}) {
    super(`status ${status}`);
    this.sent = { status, body: JSON.stringify(body), headers };
  }
}

const largestBody = 65_536;

/** The whole body as text. @throws Refusal 413 when it is larger than 64 KiB. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) throw new Refusal(413, { message: 'Request body too large' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** An object from JSON text; an empty one for anything else. */
export function jsonObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Runs work and turns its refusal into the answer. */
export function attempt(work: () => Sent): Sent {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return error.sent;
    throw error;
  }
}

import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { appendLine, readLines, writeLines } from '../jsonl.ts';
import { parseMail } from './mime.ts';

/** One message as a reader sees it; `deliveries` counts how often it arrived under the same Message-ID. */
export type Message = {
  id: string;
  messageId: string;
  from: string;
  to: string[];
  subject: string;
  receivedAt: string;
  html: string;
  text: string;
  deliveries: number;
};

type Delivery = { id: string; from: string; to: string[]; receivedAt: string; raw: string };

export type Mailbox = {
  deliver: (envelope: { from: string; to: string[] }, raw: Buffer) => void;
  list: (filter?: { to?: string | undefined; messageId?: string | undefined }) => Message[];
  find: (id: string) => Message | undefined;
  raw: (id: string) => string | undefined;
};

/**
 * Keeps the last `limit` deliveries in a file, newest last, and one short line of every delivery ever in
 * `mail-ledger.jsonl` beside it.
 */
export function openMailbox(file: string, limit = 1_000): Mailbox {
  let deliveries = readLines<Delivery>(file).slice(-limit);
  const messages = new Map<string, Message>();
  const ledger = join(dirname(file), 'mail-ledger.jsonl');

  /** @returns the Message-ID. */
  function show(delivery: Delivery): string {
    const parsed = parseMail(Buffer.from(delivery.raw, 'base64'));
    const key = parsed.messageId || delivery.id;
    const seen = messages.get(key);
    if (seen) {
      seen.deliveries++;
      return key;
    }
    const { id, from, to, receivedAt } = delivery;
    const { subject, messageId, html, text } = parsed;
    messages.set(key, { id, messageId, from, to, subject, receivedAt, html, text, deliveries: 1 });
    return key;
  }

  function trim(): void {
    // Rewriting the file each time would cost more than keeping a few more for a while.
    if (deliveries.length <= limit * 1.5) return;
    deliveries = deliveries.slice(-limit);
    writeLines(file, deliveries);
    messages.clear();
    for (const delivery of deliveries) show(delivery);
  }

  for (const delivery of deliveries) show(delivery);

  return {
    deliver: ({ from, to }, raw) => {
      const receivedAt = new Date().toISOString();
      const delivery = { id: randomUUID(), from, to, receivedAt, raw: raw.toString('base64') };
      appendLine(file, delivery);
      deliveries.push(delivery);
      appendLine(ledger, { messageId: show(delivery), to, receivedAt });
      trim();
    },
    list: ({ to, messageId } = {}) =>
      [...messages.values()]
        .filter((message) => !to || message.to.some((one) => one.toLowerCase() === to.toLowerCase()))
        .filter((message) => !messageId || message.messageId === messageId)
        .reverse(),
    find: (id) => [...messages.values()].find((message) => message.id === id),
    raw: (id) => {
      const delivery = deliveries.find((one) => one.id === id);
      return delivery && Buffer.from(delivery.raw, 'base64').toString('utf8');
    },
  };
}

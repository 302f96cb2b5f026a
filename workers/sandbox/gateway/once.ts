import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Behaviour, Mode } from './behaviour.ts';
import type { Deliveries } from './deliveries.ts';
import { attempt, type Sent } from './http.ts';
import type { Ledger } from './ledger.ts';

/** One gateway of the sandbox: what it was told to do wrong, its webhooks, and its own words for trouble. */
export type Room = {
  name: 'stripe' | 'adyen';
  ledger: Ledger;
  behaviour: Behaviour;
  deliveries: Deliveries;
  signal: AbortSignal;
  running: Set<string>;
  words: {
    failure: () => Sent;
    inProgress: () => Sent;
    /** What is answered to a known key with another body; null answers as the first time. */
    otherBody: () => Sent | null;
  };
};

export type Call = {
  path: string;
  text: string;
  key: string | undefined;
  createsPayment: boolean;
  /** @param decline whether the card is to be refused whatever it is. */
  work: (decline: boolean) => Sent;
};

const cut = (response: ServerResponse) => response.socket?.resetAndDestroy();

/** Runs a call at most once per idempotency key, misbehaving as told. @returns null when nothing is to be answered. */
export async function callOnce(room: Room, call: Call, response: ServerResponse): Promise<Sent | null> {
  const { ledger, behaviour, deliveries, running, words } = room;
  const key = call.key ? `${room.name}:${call.key}` : undefined;
  if (key && running.has(key)) return words.inProgress();
  const mode: Mode = behaviour.next(call.createsPayment);
  if (key) running.add(key);
  try {
    if (mode === 'slow') await wait(behaviour.delayMs, undefined, { signal: room.signal });
    if (mode === 'error500') return words.failure();
    if (mode === 'reset' || mode === 'down') {
      cut(response);
      return null;
    }
    // Silent until the caller goes.
    if (mode === 'timeout_before') return null;
    const sent = ledger.together(() => once(room, key, call, mode === 'decline'));
    await deliveries.beforeAnswer();
    if (mode === 'reset_after') cut(response);
    if (mode === 'reset_after' || mode === 'timeout_after') return null;
    if (mode === 'twice') sendTwice(response, sent);
    return sent;
  } finally {
    if (key) running.delete(key);
  }
}

function once({ ledger, words }: Room, key: string | undefined, call: Call, decline: boolean): Sent {
  const fingerprint = createHash('sha256').update(`${call.path}\n${call.text}`).digest('hex');
  const known = key ? ledger.answers.get(key) : undefined;
  const refused = known && known.fingerprint !== fingerprint ? words.otherBody() : null;
  if (refused) return refused;
  if (known) return { status: known.status, body: known.body, headers: { 'idempotent-replayed': 'true' } };
  const sent = attempt(() => call.work(decline));
  // An answer that began to run is kept, also a refusal by the bank.
  if (key && sent.status !== 401) {
    ledger.write({ kind: 'answer', value: { key, fingerprint, status: sent.status, body: sent.body } });
  }
  return sent;
}

/** After the answer the same bytes again: a client must not take them for the answer to its next call. */
function sendTwice(response: ServerResponse, { status, body }: Sent): void {
  const { socket } = response;
  response.once('finish', () => {
    const head = `HTTP/1.1 ${status} Again\r\ncontent-type: application/json\r\n`;
    socket?.write(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  });
}

import { afterAll, expect, test } from 'vitest';
import { sayCrowd } from '#lib/admission/index.ts';
import {
  closeDb,
  closeQueues,
  db,
  metrics,
  queue,
  systemContext,
  uuidv7,
  waitingJobs,
} from '#lib/platform/index.ts';
import { relayOnce, startRelay } from './relay.ts';

// Those who buy have too little room: what may wait does, and no longer than it may.
const topic = `crowd-${uuidv7().slice(-12)}`;
const urgent = `${topic}-urgent`;
const ctx = systemContext('crowd-test');
const mails: string[] = [];

afterAll(async () => {
  await db().outboxMessage.deleteMany({
    where: { OR: [{ topic: { in: [topic, urgent] } }, { eventId: { in: mails } }] },
  });
  for (const name of [topic, urgent]) await queue(name).obliterate({ force: true });
  for (const id of mails) await queue('mail').remove(id);
  await Promise.all([closeQueues(), closeDb()]);
});

async function write(name: string, ageMs: number): Promise<string> {
  const eventId = uuidv7();
  const createdAt = new Date(Date.now() - ageMs);
  await db().outboxMessage.create({ data: { eventId, topic: name, payload: { type: 'Test' }, createdAt } });
  return eventId;
}

const unsent = (name: string) => db().outboxMessage.count({ where: { topic: name, sentAt: null } });
const isSent = async (eventId: string) =>
  (await db().outboxMessage.findFirst({ where: { eventId } }))?.sentAt !== null;

async function urgentIsSent(): Promise<void> {
  const mail = await write('mail', 0);
  mails.push(mail);
  await expect.poll(() => isSent(mail), { timeout: 10_000 }).toBe(true);
}

test('a round in a crowd publishes what is urgent, new or old, and what has been put off long enough', async () => {
  for (const ageMs of [0, 70_000]) {
    await write(urgent, ageMs);
    await write(topic, ageMs);
  }
  await relayOnce(ctx, { urgent: [urgent] });
  expect(await unsent(urgent)).toBe(0);
  expect(await unsent(topic)).toBe(2);
  const late = await write(topic, 100_000);
  await relayOnce(ctx, { urgent: [urgent] });
  expect(await isSent(late)).toBe(true);
  expect(await unsent(topic)).toBe(2);
  await relayOnce(ctx);
  expect(await unsent(topic)).toBe(0);
  expect(await waitingJobs(topic, 5_000)).toBe(3);
});

test('a relay hears of a crowd from any process, puts off while it lasts and goes on after it', async () => {
  const relay = startRelay(ctx);
  const saying = setInterval(() => sayCrowd(performance.now()), 200);
  try {
    const putsOff = () => metrics().getSingleMetricAsString('ballast_relay_puts_off');
    await expect.poll(putsOff, { timeout: 10_000 }).toContain('ballast_relay_puts_off 1');
    // The round under way may have begun before it was heard: the next has not.
    await urgentIsSent();
    const waiting = await write(topic, 0);
    await urgentIsSent();
    expect(await isSent(waiting)).toBe(false);
    clearInterval(saying);
    await expect.poll(() => isSent(waiting), { timeout: 15_000 }).toBe(true);
    expect(await putsOff()).toContain('ballast_relay_puts_off 0');
  } finally {
    clearInterval(saying);
    await relay.stop();
  }
});

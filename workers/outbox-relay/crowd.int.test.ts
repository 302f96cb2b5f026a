import { afterAll, expect, test } from 'vitest';
import { sayCrowd } from '#lib/admission/index.ts';
import { db, metrics, queue, systemContext, waitingJobs } from '#lib/platform/index.ts';
import { rowsRead } from '#lib/platform/rows-read.fixtures.ts';
import { forgetTopics, ownTopic, unsent, writeMessages } from './outbox.fixtures.ts';
import { claim } from './outbox.repository.ts';
import { relayOnce, startRelay } from './relay.ts';

// Those who buy have too little room: what may wait does, and no longer than it may.
const topic = ownTopic('crowd');
const urgent = `${topic}-urgent`;
const many = `${topic}-many`;
const ctx = systemContext('crowd-test');
const mails: string[] = [];

afterAll(async () => {
  await db().outboxMessage.deleteMany({ where: { eventId: { in: mails } } });
  for (const id of mails) await queue('mail').remove(id);
  await forgetTopics([topic, urgent, many]);
});

async function write(name: string, ageMs: number): Promise<string> {
  const [eventId = ''] = await writeMessages(name, 1, ageMs);
  return eventId;
}

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

test('thousands that are put off are not read for the few that go', async () => {
  await writeMessages(many, 3_000, 0);
  await writeMessages(urgent, 5, 0);
  const lane = { after: new Date(Date.now() - 60_000), only: [urgent] };
  const looking = () => claim(ctx.newId(), { lane, limit: 500, except: [], now: ctx.now() });
  expect(await looking()).toHaveLength(5);
  await writeMessages(urgent, 5, 0);
  expect(await rowsRead(looking)).toBeLessThan(500);
});

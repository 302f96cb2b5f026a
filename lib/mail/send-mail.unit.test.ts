import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { env } from '#lib/platform/index.ts';
import { MailRefused } from './errors.ts';
import { closeMailConnections, sendMail } from './send-mail.ts';

/** A mail server that counts who connects, and what it took, by subject. */
let connects = 0;
const taken: string[] = [];
let answer: (subject: string) => Error | null;
let server: SMTPServer;
const urlBefore = env.SMTP_URL;

const refusal = (responseCode: number) => Object.assign(new Error('no'), { responseCode });

beforeEach(async () => {
  connects = 0;
  taken.length = 0;
  answer = () => null;
  server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'], disableReverseLookup: true, logger: false },
    onConnect: (_session, done) => {
      connects += 1;
      done();
    },
    onData(stream, _session, done) {
      let text = '';
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      stream.on('end', () => {
        const subject = /^Subject: (.*)$/m.exec(text)?.[1]?.trim() ?? '';
        const refused = answer(subject);
        if (!refused) taken.push(subject);
        done(refused);
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  env.SMTP_URL = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  closeMailConnections();
  env.SMTP_URL = urlBefore;
  await new Promise<void>((closed) => server.close(() => closed()));
});

const mail = (subject: string) =>
  sendMail(
    { subject, html: '<p>Hello</p>', text: 'Hello' },
    { to: { name: 'Ada', address: 'ada@example.com' }, messageId: `<${subject}@shop.test>` },
  );

test('mails one after the other go over one connection', async () => {
  for (const subject of ['one', 'two', 'three']) await mail(subject);
  expect(taken).toEqual(['one', 'two', 'three']);
  expect(connects).toBe(1);
});

test('a connection that the server has closed meanwhile costs no mail, and sends none twice', async () => {
  await mail('one');
  for (const connection of server.connections) connection.close();
  await mail('two');
  expect(taken).toEqual(['one', 'two']);
  expect(connects).toBe(2);
});

test('a mail that is refused is told from one that may be tried again, and the next goes on', async () => {
  answer = (subject) => (subject === 'never' ? refusal(550) : subject === 'later' ? refusal(451) : null);
  await expect(mail('never')).rejects.toBeInstanceOf(MailRefused);
  const later = mail('later');
  await expect(later).rejects.toThrow('SMTP:');
  await expect(later).rejects.not.toBeInstanceOf(MailRefused);
  await mail('after');
  expect(taken).toEqual(['after']);
});

test('nobody there is said at once', async () => {
  await new Promise<void>((closed) => server.close(() => closed()));
  await expect(mail('one')).rejects.toThrow('SMTP:');
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MailServer, startMail } from './mail-server.ts';
import { openMailbox } from './mailbox.ts';

let folder: string;
let mail: MailServer;

const start = () => startMail({ smtpPort: 0, webPort: 0, file: join(folder, 'mail.jsonl') });
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ballast-mail-'));
  mail = await start();
});
afterEach(async () => {
  await mail.close();
  rmSync(folder, { recursive: true, force: true });
});

async function send(messageId: string, to = 'ada@example.com', html = '<p>Hi <b>Ada</b></p>') {
  const transport = createTransport({ url: mail.smtpUrl });
  await transport.sendMail({
    from: 'shop@x.example',
    to,
    subject: `<i>${messageId}</i>`,
    html,
    text: 'Hi',
    messageId,
  });
  transport.close();
}
const get = async (path: string) => {
  const response = await fetch(`${mail.webUrl}${path}`);
  return {
    status: response.status,
    csp: response.headers.get('content-security-policy'),
    body: await response.text(),
  };
};
type Listed = { id: string; messageId: string; deliveries: number; text: string }[];
const messages = async (query = '') => JSON.parse((await get(`/messages${query}`)).body).messages as Listed;

test('a message can be read, by its recipient, after a restart; a repetition is counted', async () => {
  await send('<a@x>');
  await send('<a@x>');
  await send('<b@x>', 'bob@example.com');
  await mail.close();
  mail = await start();
  expect((await messages()).map(({ messageId, deliveries }) => [messageId, deliveries])).toEqual([
    ['<b@x>', 1],
    ['<a@x>', 2],
  ]);
  expect(await messages('?to=ADA@example.com')).toHaveLength(1);
});

test('pages escape what they show, and the message itself runs nothing', async () => {
  await send('<a@x>', 'ada@example.com', '<script>parent.alert(1)</script><p>Hello</p>');
  const [message] = await messages();
  const list = await get('/?to=%22%3E%3Cscript%3E');
  expect(list.body).not.toContain('<script>');
  const page = await get(`/m/${message?.id}`);
  expect(page.body).toContain('&lt;i&gt;');
  expect(page.body).toContain('sandbox=');
  const html = await get(`/m/${message?.id}/html`);
  expect(html.csp).toContain("default-src 'none'");
  expect(html.csp).toMatch(/^sandbox/);
  expect((await get(`/m/${message?.id}/raw`)).body).toContain('Message-ID: <a@x>');
  expect((await get('/m/nobody')).status).toBe(404);
});

test('the mailbox keeps the last messages only', () => {
  const box = openMailbox(join(folder, 'small.jsonl'), 4);
  for (let n = 0; n < 20; n++)
    box.deliver({ from: '', to: ['a'] }, Buffer.from(`Message-ID: <${n}@x>\r\n\r\nHi`));
  const kept = box.list().map((message) => message.messageId);
  expect(kept.length).toBeLessThanOrEqual(6);
  expect(kept[0]).toBe('<19@x>');
  expect(openMailbox(join(folder, 'small.jsonl'), 4).list()[0]?.messageId).toBe('<19@x>');
});

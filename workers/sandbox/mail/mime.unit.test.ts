import { createTransport } from 'nodemailer';
import { expect, test } from 'vitest';
import { decodeHeader, parseMail } from './mime.ts';

async function compose(mail: { subject: string; html?: string; text: string }): Promise<Buffer> {
  const transport = createTransport({ streamTransport: true, buffer: true });
  const sent = await transport.sendMail({
    from: 'a@b.example',
    to: 'c@d.example',
    messageId: '<x@y>',
    ...mail,
  });
  return sent.message as Buffer;
}

test.each(['Plain', 'Größe, naïve — “quotes”', '﷽ 👩‍👩‍👧'.repeat(12), '<b>&amp;</b>'])(
  'reads back what was written: %s',
  async (subject) => {
    const text = `${subject}\n.\nFrom here = there\n${'long '.repeat(60)}`;
    const html = `<p>${subject}</p>${'<i>é</i>'.repeat(200)}`;
    const parsed = parseMail(await compose({ subject, text, html }));
    expect(parsed.subject).toBe(subject);
    expect(parsed.messageId).toBe('<x@y>');
    expect(parsed.html.trim()).toBe(html);
    expect(parsed.text.replaceAll('\r\n', '\n').trim()).toBe(text.trim());
  },
);

test.each(['', 'no headers', 'Content-Type: multipart/mixed; boundary=""\r\n\r\n--\r\n', '\u0000\r\n\r\n'])(
  'survives %j',
  (raw) => {
    expect(parseMail(Buffer.from(raw)).subject).toBe('');
  },
);

test('a word split inside a character is joined before decoding', () => {
  expect(decodeHeader('=?utf-8?b?w7bD?= =?utf-8?b?pA==?=')).toBe('öä');
});

import { expect, test } from 'vitest';
import { mailLocales } from './letter.ts';
import { mailLocale, renderMail } from './render-mail.ts';
import { mailTemplates, sampleProps } from './templates.ts';

const contact = ['Ballast Ltd', 'The quay 1', '', 'Port <b>', 'crew@shop.example'];
const shop = { name: 'Ballast', url: 'https://shop.example', contact };
const every = mailTemplates.flatMap((name) => mailLocales.map((locale) => [name, locale] as const));

// What a reader sees of an HTML part, as words.
const wordsOf = (html: string) =>
  html
    .replace(/<style[^>]*>.*?<\/style>|<head>.*?<\/head>|<!--.*?-->/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replace(/\s+/g, ' ');

test.each(every)('%s in %s says the same in both parts', async (name, locale) => {
  const mail = await renderMail(name, sampleProps(name), locale, shop);
  expect(mail.subject).not.toMatch(/[\r\n]|undefined|null|\[object/);
  expect(mail.html).toContain(`lang="${locale}"`);
  expect(mail.html.length).toBeLessThan(60_000);
  expect(mail.text).toContain('\nBallast Ltd\nThe quay 1\nPort <b>\ncrew@shop.example\n');
  const words = wordsOf(mail.html);
  // Every line of the text part stands in the HTML part too; addresses are its links.
  for (const line of mail.text.split('\n').map((part) => part.trim())) {
    if (line === '' || line === '--') continue;
    const [, url] = /(https?:\S+)$/.exec(line) ?? [];
    if (url) expect(mail.html).toContain(`href="${url}"`);
    const said = line.replace(/:? *https?:\S+$/, '').replace(/:$/, '');
    for (const piece of said.split(': ')) expect(words).toContain(piece.replace(/\s+/g, ' '));
  }
});

test('every language says it in words of its own', async () => {
  for (const name of mailTemplates) {
    const [en, de] = await Promise.all(
      mailLocales.map((locale) => renderMail(name, sampleProps(name), locale, shop)),
    );
    expect(en?.subject, name).not.toBe(de?.subject);
    // The shop says Sie, everywhere.
    expect(de?.text, name).toMatch(/\b(Sie|Ihr\w*|Ihnen)\b/);
    expect(`${de?.subject} ${de?.text}`, name).not.toMatch(/\b(du|dein\w*|dir|dich)\b/i);
  }
});

test('money and places are written as the reader writes them', async () => {
  const props = sampleProps('confirmation');
  const de = await renderMail('confirmation', props, 'de', shop);
  expect(de.text).toContain('124,20\u00a0€');
  expect(de.text).toContain('Deutschland');
  expect(de.text).toMatch(/Gesamt: .*\nEnthaltene MwSt/);
  const us = await renderMail('confirmation', { ...props, currency: 'USD', taxIncluded: false }, 'en', shop);
  expect(us.text).toMatch(/Tax: .*\nTotal: /);
  expect(us.text).toContain('$124.20');
  expect(us.text).toContain('Germany');
  expect([mailLocale('de-AT'), mailLocale('en-US'), mailLocale('fr'), mailLocale(undefined)]).toEqual([
    'de',
    'en',
    'en',
    'en',
  ]);
});

test('whatever customers and merchants typed stays text', async () => {
  const evil = `"><script>alert(1)</script><img src=x onerror='x'>\r\nBcc: all@example.com \ud800`;
  const sample = sampleProps('confirmation');
  const props = {
    ...sample,
    name: evil,
    shippingTitle: evil,
    promise: evil,
    address: { ...sample.address, name: evil, line1: evil, city: evil, country: evil },
    lines: [{ title: evil, variantTitle: evil, quantity: 1, unitMinor: 1, totalMinor: 1 }],
  };
  for (const name of ['confirmation', 'shipped'] as const) {
    const facts = name === 'shipped' ? { order: props, carrier: evil, trackingNumber: evil } : props;
    const mail = await renderMail(name, facts, 'en', { name: evil, url: shop.url });
    expect(mail.html).not.toMatch(/<script|<img/);
    expect(mail.html.isWellFormed()).toBe(true);
    expect(mail.text.isWellFormed()).toBe(true);
    expect(mail.subject).not.toMatch(/[\r\n]/);
  }
});

test('facts that are not the template’s are refused', async () => {
  const props = { url: 'not an address', validMinutes: 15 };
  await expect(renderMail('sign_in_link', props, 'en', shop)).rejects.toThrow(/url/i);
});

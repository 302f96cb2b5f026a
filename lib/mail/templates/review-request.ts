import { z } from 'zod';
import { type MailLocale, named, oneLine } from '../letter.ts';
import { template } from '../template.ts';

const words = {
  en: {
    subject: (shop: string) => `How is it holding up? A word about your order from ${shop}`,
    heading: (name: string) => `${named('How is it holding up', name)}?`,
    intro: (number: number) =>
      `Your order #${number} has been with you for a few days. Two sentences from you help the next person decide, and they help us buy better.`,
    label: 'Write a review',
    reason: (shop: string) => `You receive this message once, because you ordered at ${shop}.`,
  },
  de: {
    subject: (shop: string) => `Wie macht es sich? Ein Wort zu Ihrer Bestellung bei ${shop}`,
    heading: (name: string) => `${named('Wie macht es sich', name)}?`,
    intro: (number: number) =>
      `Ihre Bestellung #${number} ist seit ein paar Tagen bei Ihnen. Zwei Sätze von Ihnen helfen anderen bei der Wahl, und uns beim Einkauf.`,
    label: 'Bewertung schreiben',
    reason: (shop: string) => `Sie erhalten diese Nachricht einmal, weil Sie bei ${shop} bestellt haben.`,
  },
} satisfies Record<MailLocale, unknown>;

/** Asks once, some days after delivery, for a review of what was bought. */
export const reviewRequest = template({
  props: z.object({
    name: z.string(),
    number: z.number().int(),
    products: z
      .array(z.object({ title: z.string(), url: z.url() }))
      .min(1)
      .max(20),
  }),
  sample: {
    name: 'Ada',
    number: 1042,
    products: [
      { title: 'Guernsey Jumper', url: 'https://shop.example/p/guernsey-jumper#review=Kx7vT0mJ5dQ2' },
      { title: 'Enamel Mug', url: 'https://shop.example/p/enamel-mug#review=Kx7vT0mJ5dQ2' },
    ],
  },
  letter: ({ name, number, products }, voice) => {
    const say = words[voice.locale];
    return {
      subject: say.subject(voice.shopName),
      preview: say.intro(number),
      heading: say.heading(oneLine(name)),
      blocks: [
        { kind: 'paragraph', text: say.intro(number) },
        {
          kind: 'links',
          links: products.map(({ title, url }) => ({ title: oneLine(title), label: say.label, url })),
        },
      ],
      reason: say.reason(voice.shopName),
    };
  },
});

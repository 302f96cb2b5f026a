import { z } from 'zod';
import { type MailLocale, named } from '../letter.ts';
import { template } from '../template.ts';
import { customerName, orderButton, orderProps, orderReason, sampleOrder } from './order.ts';

const words = {
  en: {
    subject: (number: number, amount: string) => `${amount} back for your order #${number}`,
    heading: (name: string) => named('Your refund', name),
    intro: (number: number, amount: string) =>
      `We have sent ${amount} for order #${number} back to the way you paid.`,
    when: 'Depending on your bank it shows within 5 to 10 days.',
    refunded: 'Refunded',
    paid: 'Paid for the order',
  },
  de: {
    subject: (number: number, amount: string) => `${amount} zurück für Ihre Bestellung #${number}`,
    heading: (name: string) => named('Ihre Erstattung', name),
    intro: (number: number, amount: string) =>
      `Wir haben ${amount} für die Bestellung #${number} auf dem Weg zurückgeschickt, auf dem Sie bezahlt haben.`,
    when: 'Je nach Bank sehen Sie das Geld in 5 bis 10 Tagen.',
    refunded: 'Erstattet',
    paid: 'Bezahlt',
  },
} satisfies Record<MailLocale, unknown>;

/** Says that money went back. */
export const refunded = template({
  props: z.object({ order: orderProps, refundedMinor: z.number().int().positive() }),
  sample: { order: sampleOrder, refundedMinor: 2900 },
  letter: ({ order, refundedMinor }, voice) => {
    const say = words[voice.locale];
    const amount = voice.money(refundedMinor, order.currency);
    return {
      subject: say.subject(order.number, amount),
      preview: say.when,
      heading: say.heading(customerName(order)),
      blocks: [
        { kind: 'paragraph', text: say.intro(order.number, amount) },
        { kind: 'paragraph', text: say.when },
        {
          kind: 'facts',
          rows: [
            { label: say.refunded, value: amount },
            { label: say.paid, value: voice.money(order.totalMinor, order.currency) },
          ],
        },
        orderButton(order, voice),
      ],
      reason: orderReason(voice),
    };
  },
});

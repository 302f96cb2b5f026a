import { z } from 'zod';
import { type Letter, type MailLocale, named, type Voice } from '../letter.ts';
import { template } from '../template.ts';
import {
  customerName,
  type OrderProps,
  orderButton,
  orderLines,
  orderProps,
  orderReason,
  sampleOrder,
} from './order.ts';

const words = {
  en: {
    subject: (number: number, shop: string) => `Your order #${number} at ${shop} is cancelled`,
    sorrySubject: (number: number) => `Sorry: we had to cancel your order #${number}`,
    heading: (name: string) => named('Hello', name),
    sorryHeading: (name: string) => named('We are sorry', name),
    why: (number: number) => `Your order #${number} has been cancelled.`,
    outOfStock: (number: number) =>
      `While you were paying, someone else bought the last of what you ordered. We are sorry: we could not keep order #${number} and have cancelled it.`,
    back: (amount: string) =>
      `We are sending ${amount} back to the way you paid. Depending on your bank it shows within 5 to 10 days.`,
    notCharged: 'You have not been charged.',
  },
  de: {
    subject: (number: number, shop: string) => `Ihre Bestellung #${number} bei ${shop} ist storniert`,
    sorrySubject: (number: number) => `Leider mussten wir Ihre Bestellung #${number} stornieren`,
    heading: (name: string) => named('Hallo', name),
    sorryHeading: (name: string) => named('Es tut uns leid', name),
    why: (number: number) => `Ihre Bestellung #${number} wurde storniert.`,
    outOfStock: (number: number) =>
      `Während Sie bezahlt haben, hat jemand anderes das letzte Stück gekauft. Es tut uns leid: Wir konnten die Bestellung #${number} nicht halten und haben sie storniert.`,
    back: (amount: string) =>
      `Wir schicken ${amount} auf dem Weg zurück, auf dem Sie bezahlt haben. Je nach Bank sehen Sie das Geld in 5 bis 10 Tagen.`,
    notCharged: 'Ihnen wurde nichts berechnet.',
  },
} satisfies Record<MailLocale, unknown>;

const props = z.object({ order: orderProps, refundedMinor: z.number().int().nonnegative() });
const sample = { order: sampleOrder, refundedMinor: sampleOrder.totalMinor };

type Opening = { subject: string; heading: string; why: string };

function letter(order: OrderProps, refundedMinor: number, voice: Voice, opening: Opening): Letter {
  const say = words[voice.locale];
  const money = refundedMinor > 0 ? say.back(voice.money(refundedMinor, order.currency)) : say.notCharged;
  return {
    subject: opening.subject,
    preview: money,
    heading: opening.heading,
    blocks: [
      { kind: 'paragraph', text: opening.why },
      { kind: 'paragraph', text: money },
      orderButton(order, voice),
      orderLines(order, voice),
    ],
    reason: orderReason(voice),
  };
}

/** Says that an order is cancelled, and what becomes of the money. */
export const cancelled = template({
  props,
  sample,
  letter: ({ order, refundedMinor }, voice) => {
    const say = words[voice.locale];
    return letter(order, refundedMinor, voice, {
      subject: say.subject(order.number, voice.shopName),
      heading: say.heading(customerName(order)),
      why: say.why(order.number),
    });
  },
});

/** Apologises for an order that lost the race for its units. */
export const outOfStock = template({
  props,
  sample,
  letter: ({ order, refundedMinor }, voice) => {
    const say = words[voice.locale];
    return letter(order, refundedMinor, voice, {
      subject: say.sorrySubject(order.number),
      heading: say.sorryHeading(customerName(order)),
      why: say.outOfStock(order.number),
    });
  },
});

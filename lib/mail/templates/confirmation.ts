import { type MailLocale, named, oneLine } from '../letter.ts';
import { template } from '../template.ts';
import {
  customerName,
  orderButton,
  orderLines,
  orderProps,
  orderReason,
  sampleOrder,
  shipsTo,
} from './order.ts';

const words = {
  en: {
    subject: (number: number, shop: string) => `Your order #${number} at ${shop}`,
    preview: (number: number, total: string) => `Order #${number}: ${total}`,
    heading: (name: string) => named('Thank you', name),
    intro: (number: number, promise: string) =>
      `We have your order #${number} and are getting it ready. ${promise}`.trim(),
    next: 'You hear from us again when it leaves.',
  },
  de: {
    subject: (number: number, shop: string) => `Ihre Bestellung #${number} bei ${shop}`,
    preview: (number: number, total: string) => `Bestellung #${number}: ${total}`,
    heading: (name: string) => named('Danke', name),
    intro: (number: number, promise: string) =>
      `Ihre Bestellung #${number} ist da, und wir packen sie. ${promise}`.trim(),
    next: 'Wir melden uns, sobald sie unterwegs ist.',
  },
} satisfies Record<MailLocale, unknown>;

/** Confirms an order: its units are the customer's. */
export const confirmation = template({
  props: orderProps,
  sample: { ...sampleOrder, promise: '' },
  letter: (props, voice) => {
    const say = words[voice.locale];
    return {
      subject: say.subject(props.number, voice.shopName),
      preview: say.preview(props.number, voice.money(props.totalMinor, props.currency)),
      heading: say.heading(customerName(props)),
      blocks: [
        { kind: 'paragraph', text: say.intro(props.number, oneLine(props.promise)) },
        { kind: 'paragraph', text: say.next },
        orderButton(props, voice),
        orderLines(props, voice),
        shipsTo(props, voice),
      ],
      reason: orderReason(voice),
    };
  },
});

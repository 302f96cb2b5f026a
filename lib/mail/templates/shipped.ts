import { z } from 'zod';
import { type Block, type MailLocale, named, oneLine } from '../letter.ts';
import { template } from '../template.ts';
import { customerName, orderButton, orderProps, orderReason, sampleOrder, shipsTo } from './order.ts';

const words = {
  en: {
    subject: (number: number, shop: string) => `Your order #${number} from ${shop} is on its way`,
    heading: (name: string) => named('On its way', name),
    intro: (number: number) => `Your order #${number} has left us and is on its way to you.`,
    carrier: 'Carrier',
    tracking: 'Tracking number',
    follow: 'Follow your parcel',
    inside: 'In the parcel',
  },
  de: {
    subject: (number: number, shop: string) => `Ihre Bestellung #${number} von ${shop} ist unterwegs`,
    heading: (name: string) => named('Unterwegs', name),
    intro: (number: number) => `Ihre Bestellung #${number} hat uns verlassen und ist auf dem Weg zu Ihnen.`,
    carrier: 'Versand mit',
    tracking: 'Sendungsnummer',
    follow: 'Sendung verfolgen',
    inside: 'Im Paket',
  },
} satisfies Record<MailLocale, unknown>;

/** Says that a parcel left, and how to follow it. */
export const shipped = template({
  props: z.object({
    order: orderProps,
    carrier: z.string(),
    trackingNumber: z.string(),
    trackingUrl: z.url().optional(),
  }),
  sample: {
    order: sampleOrder,
    carrier: 'DHL',
    trackingNumber: 'JD014600003SE123456',
    trackingUrl: 'https://carrier.example/JD014600003SE123456',
  },
  letter: ({ order, carrier, trackingNumber, trackingUrl }, voice) => {
    const say = words[voice.locale];
    const facts = [
      { label: say.carrier, value: oneLine(carrier) },
      { label: say.tracking, value: oneLine(trackingNumber) },
    ].filter(({ value }) => value !== '');
    const button: Block = trackingUrl
      ? { kind: 'button', label: say.follow, url: trackingUrl }
      : orderButton(order, voice);
    return {
      subject: say.subject(order.number, voice.shopName),
      preview: facts.map(({ value }) => value).join(' ') || say.intro(order.number),
      heading: say.heading(customerName(order)),
      blocks: [
        { kind: 'paragraph', text: say.intro(order.number) },
        ...(facts.length > 0 ? [{ kind: 'facts' as const, rows: facts }] : []),
        button,
        {
          kind: 'address',
          title: say.inside,
          lines: order.lines.map((line) =>
            oneLine(`${line.quantity} × ${line.title}${line.variantTitle ? ` (${line.variantTitle})` : ''}`),
          ),
        },
        shipsTo(order, voice),
      ],
      reason: orderReason(voice),
    };
  },
});

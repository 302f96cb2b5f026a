import { type OrderState, requestedRefunds } from '#lib/orders/index.ts';
import { formatMoney } from '#lib/platform/index.ts';

/** `about`: what a mail that an order may get several times is about. */
export type Mail = { template: string; subject: string; html: string; text: string; about?: string };

export type MailInput = {
  shopName: string;
  shopUrl: string;
  number: number;
  statusUrl: string;
  order: OrderState;
};

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Makes any text safe inside HTML and inside quoted attributes. */
export function escapeHtml(text: string): string {
  return text.toWellFormed().replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

// Names go into a subject and running text: one line each, whatever was typed.
const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim();

const ink = '#1c1917';
const muted = '#78716c';
const rule = '#e7e5e4';
const font = "-apple-system,BlinkMacSystemFont,'Segoe UI',Helvetica,Arial,sans-serif";

function page(input: MailInput, preview: string, body: string): string {
  const shop = escapeHtml(input.shopName);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light">
<title>${shop}</title>
</head>
<body style="margin:0;padding:0;background:#f5f5f4;color:${ink};font-family:${font};font-size:16px;line-height:1.5">
<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(preview)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f5f5f4">
<tr><td align="center" style="padding:32px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;background:#ffffff;border:1px solid ${rule};border-radius:12px">
<tr><td style="padding:28px 32px 0;font-family:Georgia,'Times New Roman',serif;font-size:22px"><a href="${escapeHtml(input.shopUrl)}" style="color:${ink};text-decoration:none">${shop}</a></td></tr>
<tr><td style="padding:20px 32px 32px">
${body}
</td></tr>
</table>
<p style="margin:20px 0 0;font-size:13px;color:${muted}">You receive this message because you ordered at <a href="${escapeHtml(input.shopUrl)}" style="color:${muted}">${shop}</a>.</p>
</td></tr>
</table>
</body>
</html>`;
}

function button(url: string, label: string): string {
  return `<table role="presentation" cellpadding="0" cellspacing="0" style="margin:24px 0"><tr><td style="background:${ink};border-radius:8px"><a href="${escapeHtml(url)}" style="display:inline-block;padding:12px 22px;color:#ffffff;text-decoration:none;font-weight:600">${escapeHtml(label)}</a></td></tr></table>`;
}

function linesHtml(order: OrderState): string {
  const money = (minor: number) => escapeHtml(formatMoney(minor, order.currency));
  const cell = `padding:12px 0;border-bottom:1px solid ${rule};vertical-align:top`;
  const lines = order.lines.map(
    (line) =>
      `<tr><td style="${cell}"><strong style="font-weight:600">${escapeHtml(line.title)}</strong>${
        line.variantTitle
          ? `<br><span style="color:${muted};font-size:14px">${escapeHtml(line.variantTitle)}</span>`
          : ''
      }<br><span style="color:${muted};font-size:14px">${line.quantity} × ${money(line.unitMinor)}</span></td><td align="right" style="${cell};white-space:nowrap">${money(line.totalMinor)}</td></tr>`,
  );
  const total = (label: string, amount: string, strong = false) =>
    `<tr><td style="padding:${strong ? '12px' : '6px'} 0;${strong ? 'font-weight:700' : `color:${muted}`}">${escapeHtml(label)}</td><td align="right" style="padding:${strong ? '12px' : '6px'} 0;${strong ? 'font-weight:700' : `color:${muted}`};white-space:nowrap">${amount}</td></tr>`;
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-top:1px solid ${rule}">
${lines.join('\n')}
<tr><td style="height:8px"></td><td></td></tr>
${total('Subtotal', money(order.subtotalMinor))}
${total(`Shipping (${order.shippingMethod.title})`, order.shippingMinor === 0 ? 'Free' : money(order.shippingMinor))}
${total('Total', money(order.totalMinor), true)}
${total('Tax included', money(order.taxMinor))}
</table>`;
}

function addressLines({ shippingAddress: to }: OrderState): string[] {
  return [to.name, to.line1, to.line2, `${to.postcode} ${to.city}`.trim(), to.country]
    .filter(Boolean)
    .map(oneLine);
}

function linesText(order: OrderState): string[] {
  const money = (minor: number) => formatMoney(minor, order.currency);
  return [
    ...order.lines.map(
      (line) =>
        `${line.quantity} x ${oneLine(line.title)}${line.variantTitle ? ` (${oneLine(line.variantTitle)})` : ''}: ${money(line.totalMinor)}`,
    ),
    '',
    `Subtotal: ${money(order.subtotalMinor)}`,
    `Shipping (${oneLine(order.shippingMethod.title)}): ${order.shippingMinor === 0 ? 'free' : money(order.shippingMinor)}`,
    `Total: ${money(order.totalMinor)} (including ${money(order.taxMinor)} tax)`,
  ];
}

const heading = (text: string) =>
  `<h1 style="margin:0 0 12px;font-family:Georgia,'Times New Roman',serif;font-weight:400;font-size:28px;line-height:1.2">${escapeHtml(text)}</h1>`;
const paragraph = (text: string) => `<p style="margin:0 0 12px">${escapeHtml(text)}</p>`;

/** The message that confirms an order: its units are the customer's. */
export function confirmationMail(input: MailInput): Mail {
  const { order, number, statusUrl, shopName } = input;
  const name = oneLine(order.shippingAddress.name || order.name) || 'there';
  const thanks = `Thank you, ${name}`;
  const intro =
    `We have your order #${number} and are getting it ready. ${oneLine(order.shippingMethod.promise)}`.trim();
  const address = addressLines(order);
  return {
    template: 'confirmation',
    subject: `Your order #${number} at ${shopName}`,
    html: page(
      input,
      `Order #${number}: ${formatMoney(order.totalMinor, order.currency)}`,
      `${heading(thanks)}
${paragraph(intro)}
${button(statusUrl, 'See your order')}
${linesHtml(order)}
<h2 style="margin:24px 0 6px;font-size:15px">Ships to</h2>
<p style="margin:0;color:${muted}">${address.map(escapeHtml).join('<br>')}</p>`,
    ),
    text: [
      `${thanks}.`,
      '',
      intro,
      '',
      ...linesText(order),
      '',
      'Ships to:',
      ...address,
      '',
      `See your order: ${statusUrl}`,
      '',
      shopName,
    ].join('\n'),
  };
}

/** The message that an order is cancelled, with an apology when we ran out of stock. */
export function cancellationMail(input: MailInput): Mail {
  const { order, number, statusUrl, shopName } = input;
  const outOfStock = order.cancelReason === 'out_of_stock';
  const name = oneLine(order.shippingAddress.name || order.name) || 'there';
  const why = outOfStock
    ? `While you were paying, someone else bought the last of what you ordered. We are sorry: we could not keep order #${number} and have cancelled it.`
    : `Your order #${number} has been cancelled.`;
  const refunded = requestedRefunds(order);
  const money =
    refunded > 0
      ? `We are sending ${formatMoney(refunded, order.currency)} back to the way you paid. Depending on your bank it shows within 5 to 10 days.`
      : 'You have not been charged.';
  return {
    template: outOfStock ? 'out_of_stock' : 'cancelled',
    subject: outOfStock
      ? `Sorry: we had to cancel your order #${number}`
      : `Your order #${number} at ${shopName} is cancelled`,
    html: page(
      input,
      money,
      `${heading(outOfStock ? `We are sorry, ${name}` : `Hello ${name}`)}
${paragraph(why)}
${paragraph(money)}
${button(statusUrl, 'See your order')}
${linesHtml(order)}`,
    ),
    text: [
      `Hello ${name},`,
      '',
      why,
      '',
      money,
      '',
      ...linesText(order),
      '',
      `See your order: ${statusUrl}`,
      '',
      shopName,
    ].join('\n'),
  };
}

function notice(
  input: MailInput,
  mail: { template: string; subject: string; title: string; sentences: string[]; about?: string },
): Mail {
  const { template, subject, title, about } = mail;
  const sentences = mail.sentences.map(oneLine).filter(Boolean);
  const body = `${heading(title)}
${sentences.map(paragraph).join('\n')}
${button(input.statusUrl, 'See your order')}
${linesHtml(input.order)}`;
  return {
    template,
    subject,
    html: page(input, sentences[0] ?? title, body),
    text: [
      title,
      ...sentences,
      linesText(input.order).join('\n'),
      `See your order: ${input.statusUrl}`,
      input.shopName,
    ].join('\n\n'),
    ...(about === undefined ? {} : { about }),
  };
}

/** The message that an order has left the house. */
export function shippedMail(input: MailInput): Mail {
  const { carrier, tracking } = input.order;
  return notice(input, {
    template: 'shipped',
    subject: `Your order #${input.number} is on its way`,
    title: 'On its way',
    sentences: [
      `Your order #${input.number} has left us${carrier ? ` with ${carrier}` : ''}.`,
      tracking ? `Its tracking number is ${tracking}.` : '',
      input.order.shippingMethod.promise,
    ],
  });
}

/** The message that money went back, one for each refund. Amount in minor units. */
export function refundMail(
  input: MailInput & { refundId: string; amountMinor: number; currency: string },
): Mail {
  const amount = formatMoney(input.amountMinor, input.currency);
  return notice(input, {
    template: 'refunded',
    about: input.refundId,
    subject: `${amount} of your order #${input.number} came back`,
    title: 'Your refund is on its way',
    sentences: [
      `We sent ${amount} back to the way you paid for order #${input.number}.`,
      'Depending on your bank it shows within 5 to 10 days.',
    ],
  });
}

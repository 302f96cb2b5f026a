import type { z } from 'zod';
import { emailChange, passwordReset, signInLink, welcome } from './templates/account.ts';
import { cancelled, outOfStock } from './templates/cancelled.ts';
import { confirmation } from './templates/confirmation.ts';
import { refunded } from './templates/refunded.ts';
import { reviewRequest } from './templates/review-request.ts';
import { shipped } from './templates/shipped.ts';

/** Every mail the shop writes, by the name that is stored with it. */
export const templates = {
  confirmation,
  shipped,
  refunded,
  cancelled,
  out_of_stock: outOfStock,
  welcome,
  sign_in_link: signInLink,
  password_reset: passwordReset,
  email_change: emailChange,
  review_request: reviewRequest,
} as const;

export type MailTemplate = keyof typeof templates;
export type MailProps<T extends MailTemplate> = z.input<(typeof templates)[T]['props']>;

export const mailTemplates = Object.keys(templates) as MailTemplate[];

/** The example facts of a template, for previews and tests. */
export function sampleProps<T extends MailTemplate>(name: T): MailProps<T> {
  return templates[name].sample as MailProps<T>;
}

/** Whether this release knows the template: a queued mail may be of another one. */
export function isMailTemplate(name: string): name is MailTemplate {
  return Object.hasOwn(templates, name);
}

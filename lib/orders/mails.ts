import type { OrderState } from './types.ts';

/** An order may get a mail of one template once, or once for each thing it is about. */
export const mailKey = ({ template, about }: { template: string; about?: string | undefined }): string =>
  about === undefined ? template : `${template}:${about}`;

/** Whether a mail is recorded as sent. */
export function wasMailed(
  state: OrderState,
  mail: { template: string; about?: string | undefined },
): boolean {
  return state.mails.includes(mailKey(mail));
}

export { MailRefused } from './errors.ts';
export { type FailedMail, listFailedMails, retryMail } from './failed-mails.ts';
export { type MailLocale, mailLocales } from './letter.ts';
export { mailsAbout, type QueuedAbout } from './mails-about.ts';
export {
  forgetOldMails,
  handOverDueMails,
  type QueueMailInput,
  queueMail,
  withdrawMail,
} from './queue-mail.ts';
export { type Mail, mailLocale, renderMail } from './render-mail.ts';
export { closeMailConnections, messageIdOf, sendMail } from './send-mail.ts';
export { recordMailSent, sendQueuedMail } from './send-queued-mail.ts';
export { mailSender } from './sender.ts';
export { type MailProps, type MailTemplate, mailTemplates, sampleProps } from './templates.ts';

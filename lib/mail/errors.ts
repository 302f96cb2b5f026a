/** The mail server will never take this mail: another try cannot mend it. */
export class MailRefused extends Error {
  override name = 'MailRefused';
}

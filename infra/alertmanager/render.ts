import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type AlertmanagerOptions = {
  SMTP_URL?: string | undefined;
  MAIL_FROM?: string | undefined;
  ALERT_MAIL_TO?: string | undefined;
  ALERT_WEBHOOK_URL?: string | undefined;
};

/**
 * Alertmanager's configuration, from the variables by which the shop sends its own mail.
 * @param timing how long alerts of one kind are gathered before the first mail, and before the next.
 */
export function renderAlertmanager(
  { SMTP_URL, MAIL_FROM, ALERT_MAIL_TO, ALERT_WEBHOOK_URL }: AlertmanagerOptions,
  timing = { wait: '15s', again: '2m' },
): string {
  const smtp = new URL(SMTP_URL || 'smtp://127.0.0.1:7422');
  const secure = smtp.protocol === 'smtps:';
  const local = ['127.0.0.1', 'localhost', '[::1]'].includes(smtp.hostname);
  const auth = smtp.username
    ? [
        `  smtp_auth_username: ${quoted(decodeURIComponent(smtp.username))}`,
        `  smtp_auth_password: ${quoted(decodeURIComponent(smtp.password))}`,
      ]
    : [];
  const webhook = ALERT_WEBHOOK_URL
    ? ['    webhook_configs:', `      - { url: ${quoted(ALERT_WEBHOOK_URL)}, send_resolved: true }`]
    : [];
  const values: Record<string, string> = {
    SMARTHOST: `${smtp.hostname}:${smtp.port || (secure ? 465 : 587)}`,
    FROM: (MAIL_FROM || 'Ballast <shop@ballast.example>').replaceAll("'", "''"),
    // On the way to another machine alerts are encrypted, or not sent.
    TLS: String(!local),
    TO: (ALERT_MAIL_TO || 'operations@ballast.example').replaceAll("'", "''"),
    WAIT: timing.wait,
    AGAIN: timing.again,
    AUTH: auth.join('\n'),
    WEBHOOK: webhook.join('\n'),
  };
  const template = readFileSync(join(import.meta.dirname, 'alertmanager.yml'), 'utf8');
  return template.replaceAll(/@([A-Z]+)@/g, (whole, name: string) => values[name] ?? whole);
}

/** A YAML string: JSON's are. */
const quoted = (text: string): string => JSON.stringify(text);

import { Badge, Empty, linkClass, Panel } from './parts.tsx';
import { When } from './when.tsx';

export type OrderMail = {
  key: string;
  template: string;
  at: string;
  status: 'sent' | 'due' | 'not yet then';
};

/** The mails this order led to. `viewer`: where the demo shows what was sent; null outside it. */
export function OrderMails({ mails, viewer }: { mails: OrderMail[]; viewer: string | null }) {
  return (
    <Panel
      title="Mails"
      aside={
        viewer && mails.length > 0 ? (
          <a href={viewer} className={linkClass}>
            Read them
          </a>
        ) : null
      }
    >
      {mails.length === 0 ? (
        <Empty>No mail was sent yet.</Empty>
      ) : (
        <ul className="divide-y divide-(--a-line)">
          {mails.map(({ key, template, at, status }) => (
            <li key={key} className="px-4 py-2.5">
              <p className="flex flex-wrap items-center gap-2">
                <span className="font-medium first-letter:uppercase">{template.replaceAll('_', ' ')}</span>
                <Badge tone={status === 'sent' ? 'good' : status === 'due' ? 'info' : 'quiet'}>
                  {status}
                </Badge>
              </p>
              <p className="text-xs text-(--a-muted)">
                <When at={at} precise />
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

import type { GatewayBelief, PaymentStory } from '#lib/checkout/index.ts';
import { Badge, Empty, Panel, type Tone } from './parts.tsx';
import { When } from './when.tsx';

const tones: Record<PaymentStory['attempts'][number]['status'], Tone> = {
  started: 'info',
  requires_action: 'info',
  captured: 'good',
  declined: 'bad',
  abandoned: 'warn',
  unwound: 'warn',
  void: 'quiet',
};

type Dated<T> = {
  [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K];
};
export type Attempt = Omit<Dated<PaymentStory['attempts'][number]>, 'amountMinor' | 'currency'> & {
  amount: string;
  later: boolean;
};
export type Webhook = Dated<PaymentStory['webhooks'][number]> & { later: boolean };

/** Each try to pay, and what the gateways have told us of it. */
export function PaymentPanel({ attempts, webhooks }: { attempts: Attempt[]; webhooks: Webhook[] }) {
  return (
    <Panel title="Payment">
      {attempts.length === 0 ? (
        <Empty>No try to pay is recorded: the order was imported.</Empty>
      ) : (
        <ol aria-label="Tries to pay" className="divide-y divide-(--a-line)">
          {attempts.map(({ key, gateway, status, amount, reference, errorCode, createdAt, later }) => (
            <li key={key} className={`px-4 py-2.5 ${later ? 'text-(--a-muted)' : ''}`}>
              <p className="flex flex-wrap items-center gap-2">
                <span className="font-medium">
                  {amount} at {gateway}
                </span>
                {later ? (
                  <Badge tone="quiet">not yet then</Badge>
                ) : (
                  <Badge tone={tones[status]}>{status.replaceAll('_', ' ')}</Badge>
                )}
                {errorCode ? <span className="text-(--a-bad)">{errorCode}</span> : null}
              </p>
              <p className="text-xs text-(--a-muted)">
                <When at={createdAt} precise />
              </p>
              {reference ? <p className="text-xs wrap-anywhere text-(--a-muted)">{reference}</p> : null}
            </li>
          ))}
        </ol>
      )}
      <h3 className="border-t border-(--a-line) px-4 pt-3 text-xs font-medium text-(--a-muted)">
        Webhooks received
      </h3>
      {webhooks.length === 0 ? (
        <p className="px-4 py-2.5 text-(--a-muted)">None.</p>
      ) : (
        <ol aria-label="Webhooks received" className="divide-y divide-(--a-line)">
          {webhooks.map(({ gateway, eventId, type, receivedAt, processedAt, later }) => (
            <li key={`${gateway} ${eventId}`} className={`px-4 py-2 ${later ? 'text-(--a-muted)' : ''}`}>
              <p className="flex flex-wrap items-center gap-2 wrap-anywhere">
                {type} <span className="text-(--a-muted)">{gateway}</span>
                {later ? (
                  <Badge tone="quiet">not yet then</Badge>
                ) : processedAt ? (
                  <Badge tone="good">processed</Badge>
                ) : (
                  <Badge tone="warn">waiting</Badge>
                )}
              </p>
              <p className="text-xs text-(--a-muted)">
                <When at={receivedAt} precise />
              </p>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

export type Belief = Omit<GatewayBelief, 'lastSaid' | 'record'> & {
  lastSaid: { type: string; at: string } | null;
  record: { status: string; at: string } | null;
};

/** What each gateway had said by a moment, and what we had written down. */
export function Beliefs({ beliefs }: { beliefs: Belief[] }) {
  return (
    <Panel title="What each gateway believed then">
      {beliefs.length === 0 ? (
        <Empty>No gateway had been asked yet.</Empty>
      ) : (
        <ul className="divide-y divide-(--a-line)">
          {beliefs.map(({ gateway, tries, lastSaid, record }) => (
            <li key={gateway} className="px-4 py-2.5">
              <p className="font-medium">
                {gateway}{' '}
                <span className="font-normal text-(--a-muted)">
                  {tries === 1 ? 'asked once' : `asked ${tries} times`}
                </span>
              </p>
              <p>
                {lastSaid ? (
                  <>
                    It had said {lastSaid.type}, <When at={lastSaid.at} precise />
                  </>
                ) : (
                  'It had told us nothing by itself.'
                )}
              </p>
              <p className="text-(--a-muted)">
                {record ? (
                  <>
                    Our record: {record.status.replaceAll('_', ' ')}, <When at={record.at} precise />
                  </>
                ) : (
                  'Our record: the outcome was open.'
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

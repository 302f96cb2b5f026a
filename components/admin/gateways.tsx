import type { GatewayOverview } from '#lib/checkout/index.ts';
import { Badge, type Tone } from './parts.tsx';
import { When } from './when.tsx';

type Breaker = GatewayOverview['breaker'];
const breakers: Record<Breaker, { tone: Tone; text: string; means: string }> = {
  closed: { tone: 'good', text: 'in use', means: 'Its answers are as they should be.' },
  half_open: { tone: 'warn', text: 'trying again', means: 'One payment is let through as a probe.' },
  open: { tone: 'bad', text: 'away', means: 'Too many outages: customers pay at the next gateway.' },
};

export type GatewayCard = {
  name: string;
  preferred: boolean;
  breaker: Breaker;
  spans: {
    label: string;
    rate: number | null;
    taken: number;
    refused: number;
    failed: number;
    open: number;
  }[];
  webhooksWaiting: number;
  oldestWebhook: string | null;
};

function Rate({ rate }: { rate: number | null }) {
  if (rate === null) return <span className="text-(--a-muted)">no payments</span>;
  return <span className="text-xl font-semibold tabular-nums">{rate} %</span>;
}

/** Each gateway: whether it is in use, how many payments succeed, what it still has to tell us. */
export function Gateways({ gateways }: { gateways: GatewayCard[] }) {
  return (
    <ul className="grid gap-3 md:grid-cols-2">
      {gateways.map((gateway) => {
        const breaker = breakers[gateway.breaker];
        return (
          <li key={gateway.name} className="rounded-lg border border-(--a-line) bg-(--a-panel) p-4">
            <div className="flex items-center gap-2">
              <h2 className="font-semibold capitalize">{gateway.name}</h2>
              <Badge tone={breaker.tone}>{breaker.text}</Badge>
              <span className="ml-auto text-xs text-(--a-muted)">
                {gateway.preferred ? 'preferred' : 'backup'}
              </span>
            </div>
            <p className="mt-1 text-xs text-(--a-muted)">{breaker.means}</p>
            <dl className="mt-4 grid grid-cols-2 gap-4">
              {gateway.spans.map((span) => (
                <div key={span.label}>
                  <dt className="text-xs text-(--a-muted)">{span.label}</dt>
                  <dd className="mt-0.5">
                    <Rate rate={span.rate} />
                  </dd>
                  <dd className="text-xs text-(--a-muted) tabular-nums">
                    {span.taken} taken, {span.refused} refused, {span.failed} failed
                    {span.open > 0 ? `, ${span.open} open` : ''}
                  </dd>
                </div>
              ))}
            </dl>
            <p className="mt-4 border-t border-(--a-line) pt-3 text-xs text-(--a-muted)">
              {gateway.webhooksWaiting === 0 ? (
                'No webhook waits.'
              ) : (
                <>
                  {gateway.webhooksWaiting} webhooks wait
                  {gateway.oldestWebhook ? (
                    <>
                      , the oldest since <When at={gateway.oldestWebhook} />
                    </>
                  ) : null}
                </>
              )}
            </p>
          </li>
        );
      })}
    </ul>
  );
}

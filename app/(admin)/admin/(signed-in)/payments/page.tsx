import type { Metadata } from 'next';
import { AttemptsTable } from '#components/admin/attempts-table.tsx';
import { Gateways } from '#components/admin/gateways.tsx';
import { PageHeading, Panel } from '#components/admin/parts.tsx';
import { requireStaff } from '#lib/auth/next-session.ts';
import { type AttemptCounts, paymentOverview, successRate } from '#lib/checkout/index.ts';
import { formatMoney, systemContext } from '#lib/platform/index.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Payments' };

const span = (label: string, counts: AttemptCounts) => ({ label, rate: successRate(counts), ...counts });

export default async function PaymentsPage() {
  await requireStaff('/admin/payments', 'orders.view');
  const { gateways, troubled } = await paymentOverview(systemContext('staff'));
  return (
    <>
      <PageHeading title="Payments" />
      <div className="mb-5">
        <Gateways
          gateways={gateways.map(({ name, breaker, hour, day, webhooksWaiting, oldestWebhook }, index) => ({
            name,
            preferred: index === 0,
            breaker,
            spans: [span('Last hour', hour), span('Last 24 hours', day)],
            webhooksWaiting,
            oldestWebhook: oldestWebhook?.toISOString() ?? null,
          }))}
        />
      </div>
      <Panel title="Attempts that did not simply succeed">
        <AttemptsTable
          attempts={troubled.map((attempt) => ({
            id: attempt.id,
            gateway: attempt.gateway,
            status: attempt.status,
            reason: (attempt.errorCode ?? '').replaceAll('_', ' '),
            amount: formatMoney(attempt.amountMinor, attempt.currency),
            email: attempt.email,
            reference: attempt.gatewayRef,
            createdAt: attempt.createdAt.toISOString(),
          }))}
        />
      </Panel>
    </>
  );
}

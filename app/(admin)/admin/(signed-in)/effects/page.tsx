import type { Metadata } from 'next';
import { z } from 'zod';
import { DeadLetters } from '#components/admin/dead-letters.tsx';
import { Pages } from '#components/admin/pages.tsx';
import { Empty, PageHeading, Panel } from '#components/admin/parts.tsx';
import { may } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import { listDeadLetters } from '#lib/orders/index.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Effects' };

const querySchema = z.object({ page: z.coerce.number().int().min(1).max(1_000).catch(1) });
const address = (page: number) => (page > 1 ? `/admin/effects?page=${page}` : '/admin/effects');

/** Effects that failed for good and wait for staff. */
export default async function EffectsPage({ searchParams }: { searchParams: Promise<object> }) {
  const { page } = querySchema.parse(await searchParams);
  const staff = await requireStaff(address(page), 'effects.view');
  const list = await listDeadLetters({ page });
  return (
    <>
      <PageHeading title="Effects" />
      <p className="mb-3 max-w-prose text-(--a-muted)">
        What followed from an order but could not be done: a refund the gateway refused, an export the ERP did
        not take, a mail with an impossible address. Mend the cause, then run it again; it is never done
        twice.
      </p>
      <Panel title="Waiting for somebody">
        {list.letters.length === 0 ? (
          <Empty>Nothing is waiting. Every effect is done or will be tried again by itself.</Empty>
        ) : (
          <DeadLetters
            letters={list.letters.map((letter) => ({ ...letter, failedAt: letter.failedAt.toISOString() }))}
            mayAct={may(staff.role, 'effects.retry')}
          />
        )}
      </Panel>
      <Pages {...list} noun="effect" href={address} />
    </>
  );
}

import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { History } from '#components/admin/history.tsx';
import { linkClass } from '#components/admin/parts.tsx';
import { historyOf } from '#lib/audit/index.ts';
import { may, staffContext } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import { env } from '#lib/platform/index.ts';
import { getRule } from '#lib/promotions/index.ts';
import { shopTime } from '../../shop-time.ts';
import { RuleEditor } from '../rule-page.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Price rule' };

export default async function RulePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const staff = await requireStaff(`/admin/rules/${id}`, 'rules.view');
  const ctx = staffContext(staff);
  const rule = await getRule(ctx, id);
  if (!rule) notFound();
  return (
    <div className="grid gap-4">
      <RuleEditor rule={rule} mayEdit={may(staff.role, 'rules.edit')} now={ctx.now()}>
        <span className="text-xs text-(--a-muted)">
          Saved by {rule.updatedBy.replace(/^staff:/, '')} at {shopTime(rule.updatedAt)}
        </span>
        <Link href="/admin/rules" prefetch={false} className={`${linkClass} ml-auto`}>
          All rules
        </Link>
      </RuleEditor>
      <History currency={env.SHOP_CURRENCY} entries={await historyOf(`rule:${rule.id}`)} />
    </div>
  );
}

import type { Metadata } from 'next';
import Link from 'next/link';
import {
  Badge,
  cellClass,
  Empty,
  headCellClass,
  linkClass,
  PageHeading,
  Panel,
  primaryButtonClass,
} from '#components/admin/parts.tsx';
import { effectOf, phaseTones, targetWords } from '#components/admin/rule-words.ts';
import { may, staffContext } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import { env, formatMoney } from '#lib/platform/index.ts';
import { listRules } from '#lib/promotions/index.ts';
import { shopTime } from '../shop-time.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Price rules' };

export default async function RulesPage() {
  const staff = await requireStaff('/admin/rules', 'rules.view');
  const rules = await listRules(staffContext(staff));
  return (
    <>
      <PageHeading title="Price rules">
        <span className="text-xs text-(--a-muted)">Times in {env.SHOP_TIME_ZONE}</span>
        {may(staff.role, 'rules.edit') ? (
          <Link href="/admin/rules/new" prefetch={false} className={`${primaryButtonClass} ml-auto`}>
            New rule
          </Link>
        ) : null}
      </PageHeading>
      <Panel>
        {rules.length === 0 ? (
          <Empty>No price rule yet. One can take a percentage off, for a category, from a second on.</Empty>
        ) : (
          <table className="w-full">
            <thead className="max-md:sr-only">
              <tr>
                <th className={headCellClass}>Rule</th>
                <th className={headCellClass}>For</th>
                <th className={headCellClass}>Starts and ends</th>
                <th className={headCellClass}>State</th>
              </tr>
            </thead>
            <tbody>
              {rules.map((rule) => (
                <tr
                  key={rule.id}
                  className="border-t border-(--a-line) first:border-t-0 max-md:grid max-md:grid-cols-[1fr_auto]"
                >
                  <td className={`${cellClass} max-md:order-1`}>
                    <Link
                      href={`/admin/rules/${rule.id}`}
                      prefetch={false}
                      className={`${linkClass} font-medium`}
                    >
                      {rule.name}
                    </Link>
                    <span className="block text-(--a-muted)">
                      {effectOf(rule, (minor) => formatMoney(minor, rule.currency ?? env.SHOP_CURRENCY))}
                      {rule.couponCode ? ` with ${rule.couponCode}, used ${rule.used}` : ''}
                      {rule.usageLimit ? ` of ${rule.usageLimit}` : ''}
                    </span>
                  </td>
                  <td className={`${cellClass} max-md:order-3 max-md:pt-0`}>
                    {targetWords(rule.targetKinds)}
                  </td>
                  <td
                    className={`${cellClass} tabular-nums max-md:order-4 max-md:col-span-2 max-md:pt-0 max-md:text-(--a-muted)`}
                  >
                    {shopTime(rule.startsAt)}
                    {rule.endsAt ? <span className="block">to {shopTime(rule.endsAt)}</span> : null}
                  </td>
                  <td className={`${cellClass} max-md:order-2`}>
                    <Badge tone={phaseTones[rule.phase]}>{rule.phase}</Badge>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Panel>
    </>
  );
}

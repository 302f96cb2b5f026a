import type { Metadata } from 'next';
import Link from 'next/link';
import { linkClass } from '#components/admin/parts.tsx';
import { staffContext } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import { RuleEditor } from '../rule-page.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'New price rule' };

export default async function NewRulePage() {
  const staff = await requireStaff('/admin/rules/new', 'rules.edit');
  return (
    <RuleEditor rule={null} mayEdit now={staffContext(staff).now()}>
      <Link href="/admin/rules" prefetch={false} className={`${linkClass} ml-auto`}>
        All rules
      </Link>
    </RuleEditor>
  );
}

import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { History } from '#components/admin/history.tsx';
import { PageHeading } from '#components/admin/parts.tsx';
import { PasswordPanel, SessionsPanel } from '#components/admin/profile-panels.tsx';
import { SecondFactor } from '#components/admin/second-factor.tsx';
import { historyOf } from '#lib/audit/index.ts';
import { countRecoveryCodes, getSecondFactorPolicy, getStaffAccount, listSessions } from '#lib/auth/index.ts';
import { currentSession, requireStaff } from '#lib/auth/next-session.ts';
import { env } from '#lib/platform/index.ts';
import { deviceOf } from './device.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Your account' };

export default async function ProfilePage() {
  const { id } = await requireStaff('/admin/profile', 'profile.edit');
  const [session, account, policy, sessions, codesLeft, history] = await Promise.all([
    currentSession(),
    getStaffAccount(id),
    getSecondFactorPolicy(),
    listSessions(id),
    countRecoveryCodes(id),
    historyOf(`staff:${id}`),
  ]);
  if (!session.ok || !session.value || !account) redirect('/admin/sign-in');
  const here = session.value.id;
  return (
    <>
      <PageHeading title={account.name}>
        <span className="text-(--a-muted)">
          {account.email}, {account.role}
        </span>
      </PageHeading>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <SecondFactor
          active={account.secondFactor}
          required={policy.includes(account.role)}
          mustEnrol={session.value.mustEnrol}
          codesLeft={codesLeft}
        />
        <PasswordPanel />
        <SessionsPanel
          sessions={sessions.map((one) => ({
            id: one.id,
            address: one.address === 'this-machine' ? 'this machine' : one.address,
            device: deviceOf(one.agent),
            createdAt: one.createdAt.toISOString(),
            here: one.id === here,
          }))}
        />
        <History currency={env.SHOP_CURRENCY} entries={history} />
      </div>
    </>
  );
}

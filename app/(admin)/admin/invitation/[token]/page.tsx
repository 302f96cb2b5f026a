import type { Metadata } from 'next';
import { NewPasswordForm } from '#components/admin/new-password-form.tsx';
import { Notice } from '#components/admin/parts.tsx';
import { readStaffLink, staffMessages } from '#lib/auth/index.ts';
import { env, systemContext } from '#lib/platform/index.ts';

export const dynamic = 'force-dynamic';
// The address is the key: no other site may learn it.
export const metadata: Metadata = { title: 'Choose a password', referrer: 'no-referrer' };

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const who = await readStaffLink(systemContext('invitation'), token.slice(0, 100));
  const { title, detail } = staffMessages.link_ended;
  return (
    <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center px-5 py-10">
      <h1 className="mb-1 text-xl font-semibold tracking-tight">
        {env.SHOP_NAME} <span className="font-normal text-(--a-muted)">admin</span>
      </h1>
      {who ? (
        <>
          <p className="mb-5 text-(--a-muted)">
            Welcome, {who.name}. Choose a password for {who.email}.
          </p>
          <NewPasswordForm token={token} email={who.email} />
        </>
      ) : (
        <div className="mt-4">
          <Notice tone="bad" title={title}>
            {detail}
          </Notice>
        </div>
      )}
    </main>
  );
}

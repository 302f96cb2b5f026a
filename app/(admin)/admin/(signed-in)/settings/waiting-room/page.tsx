import type { Metadata } from 'next';
import { PageHeading } from '#components/admin/parts.tsx';
import { WaitingRoomForm } from '#components/admin/waiting-room-form.tsx';
import { may } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import { getRoom } from '#lib/waiting/index.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Waiting room' };

export default async function WaitingRoomPage() {
  const staff = await requireStaff('/admin/settings/waiting-room', 'settings.view');
  const room = await getRoom(Date.now());
  return (
    <>
      <PageHeading title="Waiting room">
        <span className="text-xs text-(--a-muted)">
          A fair line before the cart, for a sale that more people want than the shop can serve.
        </span>
      </PageHeading>
      <WaitingRoomForm room={room} editable={may(staff.role, 'settings.edit')} />
    </>
  );
}

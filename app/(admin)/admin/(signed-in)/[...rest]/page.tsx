import { notFound } from 'next/navigation';
import { requireStaff } from '#lib/auth/next-session.ts';

/** An address of the admin that leads nowhere says so there, not as a page of the shop. */
export default async function NowherePage() {
  await requireStaff('/admin', 'overview.view');
  notFound();
}

import Link from 'next/link';
import { linkClass, PageHeading } from '#components/admin/parts.tsx';

export default function NotFound() {
  return (
    <>
      <PageHeading title="There is nothing here" />
      <p className="text-(--a-muted)">
        The order, product or page does not exist, or its link is incomplete.{' '}
        <Link href="/admin" prefetch={false} className={linkClass}>
          To the overview
        </Link>
      </p>
    </>
  );
}

import type { Metadata } from 'next';
import { Empty, PageHeading, Panel } from '#components/admin/parts.tsx';
import { TroubledImages } from '#components/admin/troubled-images.tsx';
import { may } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import { countImages, listFailedImages } from '#lib/media/index.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Pictures' };

/** Pictures that could not be had yet, with why, and the choice to try again. */
export default async function ImagesPage() {
  const staff = await requireStaff('/admin/images', 'catalogue.view');
  const [images, counts] = await Promise.all([listFailedImages(), countImages()]);
  const { queued = 0, done = 0, failed = 0 } = counts;
  return (
    <>
      <PageHeading title="Pictures" />
      <p className="mb-3 max-w-prose text-(--a-muted)">
        Pictures named by an address are fetched by workers and tried again for about a day. {done} are here,{' '}
        {queued} on their way, {failed} given up.
      </p>
      <Panel title="In trouble">
        {images.length === 0 ? (
          <Empty>Every picture is here or on its way.</Empty>
        ) : (
          <TroubledImages
            images={images.map((image) => ({ ...image, dueAt: image.dueAt.toISOString() }))}
            mayRetry={may(staff.role, 'catalogue.edit')}
          />
        )}
      </Panel>
    </>
  );
}

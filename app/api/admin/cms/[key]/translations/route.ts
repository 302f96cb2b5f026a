import { requireStaffApi } from '#lib/auth/index.ts';
import { getCmsBlockForStaff } from '#lib/catalogue/index.ts';
import { problem } from '#lib/platform/index.ts';
import { savedTranslations } from '../../../translations.ts';

/** Sets a text in another language; an empty one takes the translation away. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ key: string }> },
): Promise<Response> {
  const staff = await requireStaffApi(request, 'content.edit');
  if (!staff.ok) return staff.error;
  const block = await getCmsBlockForStaff((await params).key);
  if (!block) return problem(404, 'block_not_found', 'There is no such text');
  return savedTranslations(request, staff.value, { entity: 'cms', id: block.id });
}

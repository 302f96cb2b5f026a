import { requireStaffApi } from '#lib/auth/index.ts';
import { savedTranslations } from '../../../translations.ts';

/** Sets a category's texts in another language; an empty text takes the translation away. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const staff = await requireStaffApi(request, 'catalogue.edit');
  if (!staff.ok) return staff.error;
  return savedTranslations(request, staff.value, { entity: 'category', id: (await params).id });
}

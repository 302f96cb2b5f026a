import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { readJson } from '#lib/platform/index.ts';
import { startRule } from '#lib/promotions/index.ts';
import { savedRule, versionSchema } from '../../rule-answers.ts';

/** Starts a price rule now. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const staff = await requireStaffApi(request, 'rules.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, versionSchema);
  if (!body.ok) return body.error;
  const ctx = staffContext(staff.value);
  return savedRule(ctx, await startRule(ctx, { id: (await params).id, ...body.value }));
}

import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { readJson } from '#lib/platform/index.ts';
import { deleteRule, saveRule } from '#lib/promotions/index.ts';
import {
  refusedRule,
  ruleBytes,
  ruleRequestSchema,
  savedRule,
  versionSchema,
  withProducts,
} from '../rule-answers.ts';

const bodySchema = ruleRequestSchema.and(versionSchema);

type Params = { params: Promise<{ id: string }> };

/** Changes a price rule. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const staff = await requireStaffApi(request, 'rules.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema, ruleBytes);
  if (!body.ok) return body.error;
  const rule = await withProducts(body.value);
  if (!rule.ok) return rule.error;
  const ctx = staffContext(staff.value);
  const { expectedVersion } = body.value;
  return savedRule(ctx, await saveRule(ctx, { ...rule.value, id: (await params).id, expectedVersion }));
}

/** Deletes a draft. */
export async function DELETE(request: Request, { params }: Params): Promise<Response> {
  const staff = await requireStaffApi(request, 'rules.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, versionSchema);
  if (!body.ok) return body.error;
  const { expectedVersion } = body.value;
  const deleted = await deleteRule(staffContext(staff.value), { id: (await params).id, expectedVersion });
  if (!deleted.ok) return refusedRule(deleted.error);
  return Response.json({}, { headers: { 'cache-control': 'no-store' } });
}

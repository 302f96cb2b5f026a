import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { readJson } from '#lib/platform/index.ts';
import { listRules, saveRule } from '#lib/promotions/index.ts';
import { ruleBytes, ruleRequestSchema, savedRule, withProducts } from './rule-answers.ts';

export async function GET(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'rules.view');
  if (!staff.ok) return staff.error;
  const rules = await listRules(staffContext(staff.value));
  return Response.json({ rules }, { headers: { 'cache-control': 'no-store' } });
}

/** Makes a price rule. */
export async function POST(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'rules.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, ruleRequestSchema, ruleBytes);
  if (!body.ok) return body.error;
  const rule = await withProducts(body.value);
  if (!rule.ok) return rule.error;
  const ctx = staffContext(staff.value);
  return savedRule(ctx, await saveRule(ctx, { ...rule.value, id: null, expectedVersion: 0 }));
}

import { z } from 'zod';
import { requireStaffApi } from '#lib/auth/index.ts';
import { env, problem, readJson } from '#lib/platform/index.ts';
import { parseShopTime, previewRule } from '#lib/promotions/index.ts';
import { ruleBytes, ruleRequestSchema, withProducts } from '../rule-answers.ts';

const bodySchema = ruleRequestSchema.and(z.object({ id: z.uuid().nullable(), at: z.string().max(40) }));

/** What products would cost at an instant with this rule, stored or not. */
export async function POST(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'rules.view');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema, ruleBytes);
  if (!body.ok) return body.error;
  const at = parseShopTime(body.value.at, env.SHOP_TIME_ZONE);
  if (!at.ok) {
    const message =
      at.error.kind === 'gap' ? 'There is no such time: clocks go forward over it' : 'Not a time';
    const errors = [{ field: 'at', message }];
    return problem(422, 'invalid_input', 'Some fields are not right', undefined, { errors });
  }
  const rule = await withProducts(body.value);
  if (!rule.ok) return rule.error;
  const preview = await previewRule({ id: body.value.id, rule: rule.value, at: at.value });
  return Response.json(preview, { headers: { 'cache-control': 'no-store' } });
}

import { z } from 'zod';
import { type Staff, staffContext } from '#lib/auth/index.ts';
import { purgeNow } from '#lib/cache/index.ts';
import { type SetTranslationsInput, setTranslations } from '#lib/catalogue/index.ts';
import { problem, readJson } from '#lib/platform/index.ts';

const bodySchema = z.object({
  locale: z.string().max(16),
  texts: z.record(z.string().max(120), z.string().max(60_000)),
});

/** Sets texts of an entity in another language, as the request's body has them. Answers when the purge is acknowledged. */
export async function savedTranslations(
  request: Request,
  staff: Staff,
  of: Pick<SetTranslationsInput, 'entity' | 'id'>,
): Promise<Response> {
  const body = await readJson(request, bodySchema, 300_000);
  if (!body.ok) return body.error;
  const ctx = staffContext(staff);
  const set = await setTranslations(ctx, { ...of, ...body.value });
  if (!set.ok) {
    return set.error.kind === 'not_found'
      ? problem(404, `${of.entity}_not_found`, `There is no such ${of.entity}`)
      : problem(422, set.error.kind, 'That language or field is not translated');
  }
  const { acknowledged, pages, durationMs } = await purgeNow(ctx);
  return Response.json(
    { ...set.value, purge: { acknowledged, pages, durationMs } },
    { headers: { 'cache-control': 'no-store' } },
  );
}

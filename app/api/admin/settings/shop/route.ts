import { z } from 'zod';
import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { purgeNow } from '#lib/cache/index.ts';
import { problem, readJson } from '#lib/platform/index.ts';
import { saveSettings, shopSettingsSchema } from '#lib/settings/index.ts';

const bodySchema = z.object({ settings: shopSettingsSchema, expectedVersion: z.string().max(40) });

/** Replaces what the owner says of the shop. */
export async function POST(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'settings.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema);
  if (!body.ok) return body.error;
  const ctx = staffContext(staff.value);
  const saved = await saveSettings(ctx, body.value);
  if (!saved.ok) {
    return problem(
      409,
      'version_conflict',
      'The settings were changed in the meantime',
      'Load the page again to see how they are now; what you typed is still here.',
    );
  }
  const { acknowledged, pages, durationMs } = await purgeNow(ctx);
  return Response.json(
    { ...saved.value, purge: { acknowledged, pages, durationMs } },
    { headers: { 'cache-control': 'no-store' } },
  );
}

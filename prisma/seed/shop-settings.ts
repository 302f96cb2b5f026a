import type { Ctx } from '#lib/platform/index.ts';
import { getSettingsForStaff, saveSettings } from '#lib/settings/index.ts';
import { legalLinks, operator } from './legal-texts.ts';

/** Says who runs the demo shop, and links its legal texts. Where staff saved settings, theirs are left alone. */
export async function seedShopSettings(ctx: Ctx): Promise<void> {
  const { version } = await getSettingsForStaff();
  if (version !== '') return;
  const saved = await saveSettings(ctx, {
    settings: { ...operator, legal: legalLinks },
    expectedVersion: version,
  });
  if (!saved.ok) throw new Error(`The shop's settings were refused: ${saved.error.kind}`);
}

import { remembered, tags } from '#lib/cache/index.ts';
import { logger, type Tx } from '#lib/platform/index.ts';
import { baseLocale } from '#lib/translations/index.ts';
import { defaultSettings } from './defaults.ts';
import { type ShopSettings, shopSettingsSchema } from './schemas.ts';
import { findSetting, type StoredSetting } from './settings.repository.ts';

export const key = 'shop';
const log = logger('settings');

/** What this release cannot read is left at its defaults, field by field. */
function read(stored: StoredSetting | null): ShopSettings {
  const value = { ...defaultSettings(), ...(stored?.value as object | undefined) };
  const parsed = shopSettingsSchema.safeParse(value);
  if (!parsed.success) log.error('shop settings cannot be read; the defaults hold');
  return parsed.data ?? defaultSettings();
}

const versionOf = (stored: StoredSetting | null) => stored?.updatedAt.toISOString() ?? '';

/** The shop's settings, from the object cache as of their last change. */
export function getSettings(): Promise<ShopSettings> {
  // The number changes with the fields: what another release remembered lacks them.
  return remembered('settings:shop:2', [tags.settings()], async () => read(await findSetting(key)));
}

/** The same as stored, with the version `saveSettings` expects back; empty until something is saved. */
export async function getSettingsForStaff(tx?: Tx): Promise<{ settings: ShopSettings; version: string }> {
  const stored = await findSetting(key, tx);
  return { settings: read(stored), version: versionOf(stored) };
}

/** A text in a language, or in the shop's own where it is not said in that. */
export function said(text: Readonly<Record<string, string>>, locale: string): string {
  return text[locale] || text[baseLocale] || '';
}

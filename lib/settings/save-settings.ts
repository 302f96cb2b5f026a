import { recordAudit } from '#lib/audit/index.ts';
import { recordInvalidation, tags } from '#lib/cache/index.ts';
import { type Ctx, err, ok, type Result, withTransaction } from '#lib/platform/index.ts';
import { getSettingsForStaff, key } from './get-settings.ts';
import type { ShopSettings } from './schemas.ts';
import { findSetting, lockSetting, writeSetting } from './settings.repository.ts';

/** Somebody else saved since they were read; nothing was written. */
export type SaveSettingsError = { kind: 'version_conflict' };

/**
 * Sets the shop's settings, with the audit entry of what differs and the purge of the pages that show them: all of the
 * shop. What is left out stays as it is, what is so already writes nothing.
 */
export function saveSettings(
  ctx: Ctx,
  { settings, expectedVersion }: { settings: Partial<ShopSettings>; expectedVersion: string },
): Promise<Result<{ version: string }, SaveSettingsError>> {
  return withTransaction(async (tx) => {
    await lockSetting(tx, key);
    const before = await getSettingsForStaff(tx);
    if (before.version !== expectedVersion) return err({ kind: 'version_conflict' as const });
    const changed = (Object.keys(settings) as (keyof ShopSettings)[]).filter(
      (field) => JSON.stringify(settings[field]) !== JSON.stringify(before.settings[field]),
    );
    if (changed.length === 0) return ok({ version: before.version });
    const stored = await findSetting(key, tx);
    // Not what was read: a default that nobody saved may still change with its source.
    await writeSetting(tx, ctx, key, { ...(stored?.value as object | undefined), ...settings });
    const of = (from: Partial<ShopSettings>) =>
      Object.fromEntries(changed.map((field) => [field, from[field]]));
    await recordAudit(tx, ctx, {
      action: 'setting.changed',
      subject: `setting:${key}`,
      before: of(before.settings),
      after: of(settings),
    });
    await recordInvalidation(tx, ctx, [tags.settings()], 'shop settings changed');
    return ok({ version: (await getSettingsForStaff(tx)).version });
  });
}

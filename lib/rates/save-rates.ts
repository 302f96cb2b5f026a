import { recordAudit } from '#lib/audit/index.ts';
import { recordInvalidation, tags } from '#lib/cache/index.ts';
import { type Ctx, err, ok, type Result, withTransaction } from '#lib/platform/index.ts';
import { defaultShipping } from './default-shipping.ts';
import { defaultTax } from './default-tax.ts';
import { keys, versionOf } from './get-rates.ts';
import { findSettings, lockSetting, writeSetting } from './rates.repository.ts';
import type { TaxTable, Zone } from './schemas.ts';

/** Somebody else saved the table since it was read; nothing was written. */
export type SaveRatesError = { kind: 'version_conflict' };

type Saved = Promise<Result<{ version: string }, SaveRatesError>>;

/** Replaces the tax table. `expectedVersion` is what `getRates` said when it was read. */
export function saveTax(ctx: Ctx, input: { table: TaxTable; expectedVersion: string }): Saved {
  return save(ctx, keys.tax, { value: input.table, former: defaultTax, ...input });
}

/** Replaces the shipping zones. `expectedVersion` is what `getRates` said when they were read. */
export function saveShipping(ctx: Ctx, input: { zones: Zone[]; expectedVersion: string }): Saved {
  return save(ctx, keys.shipping, { value: input.zones, former: defaultShipping, ...input });
}

function save(
  ctx: Ctx,
  key: string,
  { value, former, expectedVersion }: { value: unknown[]; former: unknown[]; expectedVersion: string },
): Saved {
  return withTransaction(async (tx) => {
    await lockSetting(tx, key);
    const before = (await findSettings([key], tx)).get(key);
    if (versionOf(before) !== expectedVersion) return err({ kind: 'version_conflict' as const });
    await writeSetting(tx, ctx, key, value);
    const after = (await findSettings([key], tx)).get(key);
    const changes = difference(before && Array.isArray(before.value) ? before.value : former, value);
    await recordAudit(tx, ctx, { action: `settings.${key}_changed`, subject: `setting:${key}`, ...changes });
    await recordInvalidation(tx, ctx, [tags.rates()], `${key} changed`);
    return ok({ version: versionOf(after) });
  });
}

/** Only the rows that are not the same in both, so that the audit log says what changed. */
function difference(before: readonly unknown[], after: readonly unknown[]) {
  const text = (row: unknown) => JSON.stringify(row);
  const [was, is] = [new Set(before.map(text)), new Set(after.map(text))];
  return {
    before: before.filter((row) => !is.has(text(row))),
    after: after.filter((row) => !was.has(text(row))),
  };
}

import { afterAll, expect, test } from 'vitest';
import { historyOf } from '#lib/audit/index.ts';
import { tags } from '#lib/cache/index.ts';
import { closeDb, closeRedis, db, systemContext } from '#lib/platform/index.ts';
import { getSettings, getSettingsForStaff, said, saveSettings, shopSettingsSchema } from './index.ts';

const ctx = systemContext('test');

afterAll(async () => {
  closeRedis();
  await closeDb();
});

test('settings are saved over the version they were read in, audited by what differs, and purged', async () => {
  const { settings, version } = await getSettingsForStaff();
  const last = await db().cacheInvalidation.findFirst({ orderBy: { id: 'desc' } });
  const email = `crew-${ctx.newId()}@example.com`;
  const saved = await saveSettings(ctx, { settings: { ...settings, email }, expectedVersion: version });
  expect(saved.ok).toBe(true);
  expect(await getSettings()).toMatchObject({ name: settings.name, email });
  const rows = await db().cacheInvalidation.findMany({ where: { id: { gt: last?.id ?? 0n } } });
  expect(rows.flatMap((row) => row.tags)).toEqual([tags.settings()]);
  expect((await historyOf('setting:shop'))[0]).toMatchObject({
    action: 'setting.changed',
    before: { email: settings.email },
    after: { email },
  });
  const again = { settings: { ...settings, email: '' }, expectedVersion: version };
  expect(await saveSettings(ctx, again)).toEqual({ ok: false, error: { kind: 'version_conflict' } });
  const now = (await getSettingsForStaff()).version;
  await saveSettings(ctx, { settings: { ...settings, email }, expectedVersion: now });
  expect((await getSettingsForStaff()).version).toBe(now);
});

test('a save of some settings leaves the others, and writes down no default', async () => {
  await db().setting.deleteMany({ where: { key: 'shop' } });
  await saveSettings(ctx, { settings: { phone: '1' }, expectedVersion: '' });
  const { version } = await getSettingsForStaff();
  await saveSettings(ctx, { settings: { company: 'Crew' }, expectedVersion: version });
  const stored = await db().setting.findUnique({ where: { key: 'shop' } });
  expect(stored?.value).toEqual({ phone: '1', company: 'Crew' });
});

test('a text that is not said in a language is said in the shop’s own', () => {
  expect(said({ en: 'Ahoy', de: '' }, 'de')).toBe('Ahoy');
  expect(said({ en: 'Ahoy', de: 'Ahoi' }, 'de')).toBe('Ahoi');
});

test.each([
  'javascript:alert(1)',
  '//evil.example',
  '/\\evil.example',
  'http://a.example',
  'pages/x',
  '/a b',
])('a link to %s is refused', async (href) => {
  const { settings } = await getSettingsForStaff();
  const link = { title: { en: 'Imprint', de: '' }, href };
  expect(shopSettingsSchema.safeParse({ ...settings, legal: [link] }).success).toBe(false);
  const good = { ...link, href: '/pages/imprint' };
  expect(shopSettingsSchema.safeParse({ ...settings, legal: [good] }).success).toBe(true);
});

test('what an older release saved lacks new fields and keeps its own', async () => {
  const { settings } = await getSettingsForStaff();
  const { tagline, description: _, ...older } = { ...settings, name: 'Old harbour' };
  const row = { value: older, updatedAt: ctx.now() };
  const undone = new Error('undone');
  const work = db().$transaction(async (tx) => {
    await tx.setting.upsert({ where: { key: 'shop' }, create: { key: 'shop', ...row }, update: row });
    expect((await getSettingsForStaff(tx)).settings).toMatchObject({ name: 'Old harbour', tagline });
    throw undone;
  });
  await expect(work).rejects.toBe(undone);
});

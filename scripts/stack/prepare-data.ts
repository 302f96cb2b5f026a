import { join } from 'node:path';
import { ensureOwner } from '#lib/auth/index.ts';
import { db, json, systemContext } from '#lib/platform/index.ts';
import { ensureIndex } from '#lib/search/index.ts';
import { migrate } from '#prisma/migrate.ts';
import { type SeedOptions, seed } from '#prisma/seed/seed.ts';
import { root } from './instance.ts';

/** Brings the database up to these sources: creates it, and applies the migrations it lacks. */
export async function migrateDatabase(): Promise<string[]> {
  return migrate(process.env.DATABASE_URL ?? '', join(root, 'prisma/migrations'));
}

/**
 * Makes the first owner account and, in a shop that never had it, the demo: for people with its history, for tests without. The mark is set
 * last and seeding is idempotent, so one cut short goes on at the next start.
 *
 * @returns whether the catalogue was seeded now.
 */
export async function seedDatabase(options: SeedOptions = {}): Promise<boolean> {
  const ctx = systemContext('seed');
  await ensureOwner(ctx);
  await ensureIndex();
  if (await db().setting.findUnique({ where: { key: 'seeded' } })) return false;
  await seed(ctx, options);
  await db().setting.create({ data: { key: 'seeded', value: json(true), updatedAt: ctx.now() } });
  return true;
}

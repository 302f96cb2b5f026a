import { db, Prisma } from '#lib/platform/index.ts';

/** How many rows each table of the shop has. */
export async function tableRows(): Promise<Map<string, number>> {
  const tables = await db().$queryRaw<{ name: string }[]>`
    SELECT TABLE_NAME AS name FROM information_schema.TABLES
    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE'`;
  const counts = tables.map(
    ({ name }) => Prisma.sql`SELECT ${name} AS name, COUNT(*) AS many FROM ${Prisma.raw(`\`${name}\``)}`,
  );
  const rows = await db().$queryRaw<{ name: string; many: bigint }[]>`${Prisma.join(counts, ' UNION ALL ')}`;
  return new Map(rows.map(({ name, many }) => [name, Number(many)]));
}

/** Which tables have more rows than before, and how many more; those that grew most first. */
export function rowsSince(before: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>) {
  return [...now]
    .map(([name, many]): [name: string, more: number] => [name, many - (before.get(name) ?? 0)])
    .filter(([, more]) => more > 0)
    .sort(([, a], [, b]) => b - a);
}

import { type Ctx, db, isUniqueViolation } from '#lib/platform/index.ts';
import { type Staff, staffSchema } from './schemas.ts';

export type StoredStaff = Staff & { passwordHash: string };

/** The account with exactly this address: the column's collation would also match é for e. */
export async function findStaff(email: string): Promise<StoredStaff | null> {
  const row = await db().staffUser.findUnique({ where: { email } });
  if (!row || row.email !== email) return null;
  return { ...staffSchema.parse(row), passwordHash: row.passwordHash };
}

/** Inserts the account, or leaves the one with that address as it is. Says whether it was inserted. */
export async function insertStaff(ctx: Ctx, staff: StoredStaff): Promise<boolean> {
  try {
    await db().staffUser.create({ data: { ...staff, createdAt: ctx.now() } });
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

import { type Ctx, db, holdNames, isUniqueViolation, json, type Tx } from '#lib/platform/index.ts';
import { type Role, roles } from './roles.ts';
import { type Staff, staffSchema } from './schemas.ts';

export type StoredStaff = Staff & {
  /** Empty while an invitation is open: no password fits it. */
  passwordHash: string;
  /** Sealed; it counts from `totpSince` on, and waits for its first code before. */
  totpSecret: string | null;
  totpSince: Date | null;
  totpStep: number;
  /** Raised by what ends every session: one begun on a lower number is none. */
  sessionEpoch: number;
  disabledAt: Date | null;
  linkHash: string | null;
  linkUntil: Date | null;
  signedInAt: Date | null;
  createdAt: Date;
};
export type StaffFields = Partial<Omit<StoredStaff, 'id' | 'email' | 'sessionEpoch' | 'createdAt'>>;

type Row = Omit<StoredStaff, 'role'> & { role: string };
const stored = (row: Row): StoredStaff => ({ ...row, ...staffSchema.parse(row) });

/** The account with exactly this address: the column's collation would also match é for e. */
export async function findStaff(email: string): Promise<StoredStaff | null> {
  const row = await db().staffUser.findUnique({ where: { email } });
  return row && row.email === email ? stored(row) : null;
}

/**
 * One of the staff with what only `lib/auth` may see (password's hash, second factor); also one who was shut out.
 */
export async function findStaffById(id: string, client: Tx = db()): Promise<StoredStaff | null> {
  const row = await client.staffUser.findUnique({ where: { id } });
  return row && stored(row);
}

/** Whose invitation or reset link this is, by its hash; whether it is still good is for the caller. */
export async function findStaffByLink(linkHash: string, client: Tx = db()): Promise<StoredStaff | null> {
  const row = await client.staffUser.findUnique({ where: { linkHash } });
  return row && stored(row);
}

/** The first `take` accounts by name. */
export async function findAllStaff(take: number): Promise<StoredStaff[]> {
  const rows = await db().staffUser.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }], take });
  return rows.map(stored);
}

/** Ids of those who can sign in and may change everything; nobody else decides by them until the transaction ends. */
export async function lockOwners(tx: Tx): Promise<string[]> {
  await holdNames(tx, ['staff:owners']);
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM staff_users
    WHERE role = 'owner' AND disabled_at IS NULL AND password_hash <> '' ORDER BY id FOR UPDATE`;
  return rows.map(({ id }) => id);
}

/** Who of these roles has no second factor. */
export async function findWithoutSecondFactor(tx: Tx, of: readonly Role[]): Promise<string[]> {
  const rows = await tx.staffUser.findMany({
    where: { role: { in: [...of] }, totpSince: null },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Inserts the account, or leaves the one with that address as it is. Says whether it was inserted. */
export async function insertStaff(
  ctx: Ctx,
  staff: Staff & StaffFields & { passwordHash: string },
  client: Tx = db(),
): Promise<boolean> {
  try {
    await client.staffUser.create({ data: { ...staff, createdAt: ctx.now() } });
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

const nextEpoch = { sessionEpoch: { increment: 1 } };

/** Writes the named fields. @throws when there is nobody with this id. */
export async function writeStaff(tx: Tx, id: string, fields: StaffFields): Promise<void> {
  await tx.staffUser.update({ where: { id }, data: fields });
}

/** Writes the named fields of a change after which no session of before counts. @throws when there is nobody with this id. */
export async function writeStaffAnew(tx: Tx, id: string, fields: StaffFields): Promise<void> {
  await tx.staffUser.update({ where: { id }, data: { ...fields, ...nextEpoch } });
}

/**
 * A new password for one that was checked on the row of this epoch. @returns false when the epoch is over: who knew the
 * password of before has no say any more.
 */
export async function replacePassword(
  tx: Tx,
  { id, sessionEpoch }: StoredStaff,
  passwordHash: string,
): Promise<boolean> {
  const { count } = await tx.staffUser.updateMany({
    where: { id, sessionEpoch },
    data: { passwordHash, ...nextEpoch },
  });
  return count > 0;
}

/** Uses a link up for a password. @returns false when it was used already. */
export async function takeLink(tx: Tx, linkHash: string, passwordHash: string): Promise<boolean> {
  const { count } = await tx.staffUser.updateMany({
    where: { linkHash },
    data: { passwordHash, linkHash: null, linkUntil: null, ...nextEpoch },
  });
  return count > 0;
}

/** Uses a time step up. @returns false when it, or a later one, was used already. */
export async function takeStep(tx: Tx, id: string, step: number): Promise<boolean> {
  const { count } = await tx.staffUser.updateMany({
    where: { id, totpStep: { lt: step } },
    data: { totpStep: step },
  });
  return count > 0;
}

/** Puts new codes in the place of all that were left. */
export async function replaceRecoveryCodes(
  tx: Tx,
  staffId: string,
  hashes: readonly string[],
): Promise<void> {
  await tx.staffRecoveryCode.deleteMany({ where: { staffId } });
  await tx.staffRecoveryCode.createMany({ data: hashes.map((codeHash) => ({ staffId, codeHash })) });
}

/** Uses a recovery code up. @returns false when there is no such code. */
export async function takeRecoveryCode(tx: Tx, staffId: string, codeHash: string): Promise<boolean> {
  const { count } = await tx.staffRecoveryCode.deleteMany({ where: { staffId, codeHash } });
  return count > 0;
}

/** How many codes are left: a used one is deleted. */
export function countRecoveryCodes(staffId: string): Promise<number> {
  return db().staffRecoveryCode.count({ where: { staffId } });
}

const policyKey = 'staff.second_factor';

/** The roles that must have a second factor. */
export async function findPolicy(client: Tx = db()): Promise<Role[]> {
  const row = await client.setting.findUnique({ where: { key: policyKey } });
  const named: unknown[] = Array.isArray(row?.value) ? row.value : [];
  return roles.filter((role) => named.includes(role));
}

/** Keeps which roles must have a second factor. */
export async function writePolicy(tx: Tx, ctx: Ctx, required: readonly Role[]): Promise<void> {
  const data = { value: json(required), updatedAt: ctx.now() };
  await tx.setting.upsert({ where: { key: policyKey }, create: { key: policyKey, ...data }, update: data });
}

import { createHash, randomBytes } from 'node:crypto';
import { recordAudit } from '#lib/audit/index.ts';
import { type Ctx, err, ok, type Result, withTransaction } from '#lib/platform/index.ts';
import type { StaffError } from './errors.ts';
import { checkOwnPassword } from './own-password.ts';
import { hashPassword } from './password.ts';
import type { Role } from './roles.ts';
import type { Staff } from './schemas.ts';
import { clearSecondFactor } from './second-factor.ts';
import { revokeStaffSessions, setMustEnrol } from './session-store.ts';
import {
  findAllStaff,
  findPolicy,
  findStaffById,
  findStaffByLink,
  findWithoutSecondFactor,
  insertStaff,
  lockOwners,
  replacePassword,
  type StoredStaff,
  takeLink,
  writePolicy,
  writeStaff,
  writeStaffAnew,
} from './staff.repository.ts';

const linkLifeMs = 72 * 60 * 60 * 1_000;

/** A colleague as the staff page shows them: no hash, no secret. */
export type StaffAccount = Staff & {
  state: 'active' | 'invited' | 'disabled';
  secondFactor: boolean;
  /** Until when the open link to choose a password works. */
  linkUntil: Date | null;
  signedInAt: Date | null;
};

function account(staff: StoredStaff): StaffAccount {
  const { id, email, name, role, linkUntil, signedInAt } = staff;
  const state = staff.disabledAt ? 'disabled' : staff.passwordHash === '' ? 'invited' : 'active';
  return { id, email, name, role, state, secondFactor: staff.totpSince !== null, linkUntil, signedInAt };
}

const summary = ({ email, name, role, state, secondFactor }: StaffAccount) => ({
  email,
  name,
  role,
  state,
  secondFactor,
});

/** All accounts by name, at most 500. */
export async function listStaff(): Promise<StaffAccount[]> {
  return (await findAllStaff(500)).map(account);
}

/** One account as the admin shows it; null when there is none. */
export async function getStaffAccount(id: string): Promise<StaffAccount | null> {
  const staff = await findStaffById(id);
  return staff && account(staff);
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

function newLink(ctx: Ctx) {
  const token = randomBytes(32).toString('base64url');
  const linkUntil = new Date(ctx.now().getTime() + linkLifeMs);
  return { token, fields: { linkHash: hashOf(token), linkUntil } };
}

/** Makes an account without a password and the token of the link (three days) by which its holder chooses one. */
export async function inviteStaff(
  ctx: Ctx,
  input: { email: string; name: string; role: Role },
): Promise<Result<{ account: StaffAccount; token: string }, StaffError>> {
  const id = ctx.newId();
  const { token, fields } = newLink(ctx);
  return withTransaction(async (tx) => {
    if (!(await insertStaff(ctx, { id, ...input, passwordHash: '', ...fields }, tx))) {
      return err({ kind: 'email_taken' as const });
    }
    const made = await findStaffById(id, tx);
    if (!made) throw new Error(`Account ${id} is gone within its own transaction`);
    const after = account(made);
    await recordAudit(tx, ctx, {
      action: 'staff.invited',
      subject: `staff:${id}`,
      before: null,
      after: summary(after),
    });
    return ok({ account: after, token });
  });
}

/** A new link to choose a password, for an invitation that ran out or a password that was forgotten. */
export async function issueStaffLink(
  ctx: Ctx,
  { id }: { id: string },
): Promise<Result<{ token: string; until: Date }, StaffError>> {
  const { token, fields } = newLink(ctx);
  return withTransaction(async (tx) => {
    if (!(await findStaffById(id, tx))) return err({ kind: 'not_found' as const });
    await writeStaff(tx, id, fields);
    await recordAudit(tx, ctx, {
      action: 'staff.link_issued',
      subject: `staff:${id}`,
      before: null,
      after: { until: fields.linkUntil },
    });
    return ok({ token, until: fields.linkUntil });
  });
}

/** Who a link is for; null when it was used, replaced or is too old. */
export async function readStaffLink(
  ctx: Ctx,
  token: string,
): Promise<{ name: string; email: string } | null> {
  const staff = await findStaffByLink(hashOf(token));
  const open = staff && !staff.disabledAt && staff.linkUntil && staff.linkUntil > ctx.now();
  return open ? { name: staff.name, email: staff.email } : null;
}

/** Sets the password by a link, which ends with it, as does every session of the account. */
export async function acceptStaffLink(
  ctx: Ctx,
  { token, password }: { token: string; password: string },
): Promise<Result<void, StaffError>> {
  if (!(await readStaffLink(ctx, token))) return err({ kind: 'link_ended' });
  const passwordHash = await hashPassword(password);
  const done = await withTransaction(async (tx) => {
    const staff = await findStaffByLink(hashOf(token), tx);
    if (!staff || staff.disabledAt || !staff.linkUntil || staff.linkUntil <= ctx.now()) {
      return err({ kind: 'link_ended' as const });
    }
    if (!(await takeLink(tx, hashOf(token), passwordHash))) return err({ kind: 'link_ended' as const });
    await recordAudit(
      tx,
      { ...ctx, actor: `staff:${staff.email}` },
      { action: 'staff.password_set', subject: `staff:${staff.id}`, before: null, after: { by: 'link' } },
    );
    return ok(staff.id);
  });
  if (!done.ok) return done;
  await revokeStaffSessions(done.value);
  return ok(undefined);
}

/**
 * Changes a colleague's name, role or whether they may sign in. Their sessions end, since a session carries the role.
 * The last owner who can sign in stays one: `last_owner`.
 */
export async function changeStaff(
  ctx: Ctx,
  { id, ...wanted }: { id: string; name?: string; role?: Role; disabled?: boolean },
): Promise<Result<StaffAccount, StaffError>> {
  const done = await withTransaction(async (tx) => {
    const owners = await lockOwners(tx);
    const staff = await findStaffById(id, tx);
    if (!staff) return err({ kind: 'not_found' as const });
    const leaves = wanted.disabled === true || (wanted.role !== undefined && wanted.role !== 'owner');
    if (leaves && owners.length === 1 && owners[0] === id) return err({ kind: 'last_owner' as const });
    const disabledAt =
      wanted.disabled === undefined
        ? staff.disabledAt
        : wanted.disabled
          ? (staff.disabledAt ?? ctx.now())
          : null;
    const fields = { name: wanted.name ?? staff.name, role: wanted.role ?? staff.role, disabledAt };
    await writeStaffAnew(tx, id, fields);
    const [before, after] = [account(staff), account({ ...staff, ...fields })];
    await recordAudit(tx, ctx, {
      action: 'staff.changed',
      subject: `staff:${id}`,
      before: summary(before),
      after: summary(after),
    });
    return ok(after);
  });
  if (done.ok) await revokeStaffSessions(id);
  return done;
}

/** Takes a colleague's second factor off, for a lost phone; their sessions end. */
export async function resetSecondFactor(
  ctx: Ctx,
  { id }: { id: string },
): Promise<Result<StaffAccount, StaffError>> {
  const done = await withTransaction(async (tx) => {
    const staff = await findStaffById(id, tx);
    if (!staff) return err({ kind: 'not_found' as const });
    await clearSecondFactor(tx, id);
    await writeStaffAnew(tx, id, {});
    await recordAudit(tx, ctx, {
      action: 'staff.second_factor_reset',
      subject: `staff:${id}`,
      before: { secondFactor: staff.totpSince !== null },
      after: { secondFactor: false },
    });
    return ok({ ...account(staff), secondFactor: false });
  });
  if (done.ok) await revokeStaffSessions(id);
  return done;
}

/** Changes one's own password, against the old one. All sessions end, also the one that asks. */
export async function changePassword(
  ctx: Ctx,
  { staffId, current, password }: { staffId: string; current: string; password: string },
): Promise<Result<void, StaffError>> {
  const checked = await checkOwnPassword(staffId, current);
  if (!checked.ok) return checked;
  const passwordHash = await hashPassword(password);
  const done = await withTransaction(async (tx) => {
    if (!(await replacePassword(tx, checked.value, passwordHash))) return false;
    await recordAudit(tx, ctx, {
      action: 'staff.password_set',
      subject: `staff:${staffId}`,
      before: null,
      after: { by: 'old password' },
    });
    return true;
  });
  if (!done) return err({ kind: 'wrong_password' });
  await revokeStaffSessions(staffId);
  return ok(undefined);
}

/** The roles that must have a second factor. */
export function getSecondFactorPolicy(): Promise<Role[]> {
  return findPolicy();
}

/** Says which roles must have one. Whom it newly reaches without one sees nothing else until it is set up. */
export async function setSecondFactorPolicy(ctx: Ctx, { roles }: { roles: readonly Role[] }): Promise<void> {
  const without = await withTransaction(async (tx) => {
    const before = await findPolicy(tx);
    await writePolicy(tx, ctx, roles);
    await recordAudit(tx, ctx, {
      action: 'setting.changed',
      subject: 'setting:staff.second_factor',
      before,
      after: roles,
    });
    return findWithoutSecondFactor(
      tx,
      roles.filter((role) => !before.includes(role)),
    );
  });
  for (const id of without) await setMustEnrol(id, true);
}

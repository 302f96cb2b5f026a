import type { Ctx } from '#lib/platform/index.ts';
import { hashPassword } from './password.ts';
import { type NewStaff, newStaffSchema, type Staff } from './schemas.ts';
import { findStaff, insertStaff } from './staff.repository.ts';

/**
 * Creates a staff account, or answers with the one that has this e-mail, unchanged.
 * @throws ZodError when a field is not right
 */
export async function createStaff(ctx: Ctx, input: NewStaff): Promise<{ staff: Staff; created: boolean }> {
  const { password, ...fields } = newStaffSchema.parse(input);
  const known = await findStaff(fields.email);
  if (known) return { staff: withoutHash(known), created: false };
  const staff: Staff = { id: ctx.newId(), ...fields };
  const created = await insertStaff(ctx, { ...staff, passwordHash: await hashPassword(password) });
  if (created) return { staff, created };
  const winner = await findStaff(fields.email);
  if (!winner) throw new Error(`Another account looks the same as ${fields.email} to the database`);
  return { staff: withoutHash(winner), created: false };
}

function withoutHash({ id, email, name, role }: Staff): Staff {
  return { id, email, name, role };
}

import { type Ctx, env } from '#lib/platform/index.ts';
import { createStaff } from './create-staff.ts';
import type { Staff } from './schemas.ts';

/** Makes sure the first owner of the configuration exists; an existing account keeps its password and role. */
export function ensureOwner(ctx: Ctx): Promise<{ staff: Staff; created: boolean }> {
  return createStaff(ctx, {
    email: env.ADMIN_EMAIL,
    name: 'Owner',
    password: env.ADMIN_PASSWORD,
    role: 'owner',
  });
}

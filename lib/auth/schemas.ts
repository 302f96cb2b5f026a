import { z } from 'zod';
import { roles } from './roles.ts';

/** E-mail addresses are compared trimmed and in lower case everywhere. */
const email = z
  .string()
  .max(254)
  .transform((value) => value.trim().toLowerCase());

// Argon2 reads every byte of the password: bound it, so that nobody makes us hash megabytes.
export const credentialsSchema = z.object({ email, password: z.string().min(1).max(1_024) });
export type Credentials = z.infer<typeof credentialsSchema>;

export const newStaffSchema = z.object({
  email: email.pipe(z.email('Not an e-mail address')),
  name: z.string().trim().min(1).max(190),
  password: z.string().min(8, 'At least 8 characters').max(1_024),
  role: z.enum(roles),
});
export type NewStaff = z.infer<typeof newStaffSchema>;

export const staffSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
});
/** A signed-in member of staff. */
export type Staff = z.infer<typeof staffSchema>;

export const sessionRecordSchema = z.object({ staff: staffSchema, createdAt: z.number() });

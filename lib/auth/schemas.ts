import { z } from 'zod';
import { roles } from './roles.ts';

/** E-mail addresses are compared trimmed and in lower case everywhere. */
const email = z
  .string()
  .max(254)
  .transform((value) => value.trim().toLowerCase());

// Argon2 reads every byte of the password: bound it, so that nobody makes us hash megabytes.
export const credentialsSchema = z.object({
  email,
  password: z.string().min(1).max(1_024),
  /** Of the app or a recovery code; the form sends it empty when it was not asked for. */
  code: z.string().max(64).default(''),
});
export type Credentials = z.infer<typeof credentialsSchema>;

/** What a colleague may choose; the owner of the first hour has theirs from the configuration. */
export const newPasswordSchema = z.string().min(12, 'At least 12 characters').max(1_024, 'At most 1,024');

export const invitationSchema = z.object({
  email: email.pipe(z.email('Not an e-mail address')),
  name: z.string().trim().min(1, 'Say what the colleague is called').max(190),
  role: z.enum(roles),
});

export const newStaffSchema = invitationSchema.extend({
  password: z.string().min(8, 'At least 8 characters').max(1_024),
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

/** Where a session was begun, for its holder to recognise it. */
export const originSchema = z.object({
  address: z.string().max(64).default(''),
  agent: z.string().max(300).default(''),
});
export type SessionOrigin = z.infer<typeof originSchema>;

export const sessionRecordSchema = originSchema.extend({
  staff: staffSchema,
  createdAt: z.number(),
  /** The role needs a second factor, and there is none yet: only that can be set up. */
  mustEnrol: z.boolean().default(false),
});
export type SessionRecord = z.infer<typeof sessionRecordSchema>;

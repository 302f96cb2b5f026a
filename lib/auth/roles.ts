/** What staff may do, least to most: look, answer customers and count stock, everything. */
export const roles = ['readonly', 'support', 'owner'] as const;
export type Role = (typeof roles)[number];

/** Whether `role` includes everything `needed` may do. */
export function hasRole(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

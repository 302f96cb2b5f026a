/** What a colleague is. What each role may do is the table in `permissions.ts`. */
export const roles = ['readonly', 'support', 'merchandiser', 'owner'] as const;
export type Role = (typeof roles)[number];

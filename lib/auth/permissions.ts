import type { Role } from './roles.ts';

const everybody = ['readonly', 'support', 'merchandiser', 'owner'] as const;
const merchants = ['merchandiser', 'owner'] as const;
const service = ['support', 'owner'] as const;

/** Who may do what. Pages hide what is not allowed; the API refuses it. */
export const permissions = {
  'profile.edit': everybody,
  'overview.view': everybody,
  'orders.view': everybody,
  'orders.edit': service,
  'orders.refund': service,
  'payments.view': everybody,
  'payments.edit': service,
  'customers.view': everybody,
  'customers.edit': service,
  'effects.view': everybody,
  'effects.retry': service,
  'catalogue.view': everybody,
  'catalogue.edit': merchants,
  'catalogue.import': merchants,
  'prices.edit': merchants,
  'stock.edit': ['support', 'merchandiser', 'owner'],
  'rules.view': everybody,
  'rules.edit': merchants,
  'content.view': everybody,
  'content.edit': merchants,
  'reviews.view': everybody,
  'reviews.moderate': ['support', 'merchandiser', 'owner'],
  'cache.view': everybody,
  'cache.purge': merchants,
  'monitor.view': everybody,
  'monitor.files': ['owner'],
  'settings.view': everybody,
  'settings.edit': ['owner'],
  'audit.view': ['support', 'merchandiser', 'owner'],
  'staff.manage': ['owner'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

/** Whether this role may do it. */
export function may(role: Role, permission: Permission): boolean {
  return (permissions[permission] as readonly Role[]).includes(role);
}

/** Everything a role may do, for pages that hide the rest. */
export function permissionsOf(role: Role): Permission[] {
  return (Object.keys(permissions) as Permission[]).filter((permission) => may(role, permission));
}

export { authenticate } from './authenticate.ts';
export { createStaff } from './create-staff.ts';
export { ensureOwner } from './ensure-owner.ts';
export { SessionStoreDown, type SignInError, signInMessages } from './errors.ts';
export { clientAddress, isSameOrigin, safeNext } from './request-guards.ts';
export { pausedProblem, requireStaffApi, staffContext } from './require-staff-api.ts';
export { hasRole, type Role, roles } from './roles.ts';
export type { NewStaff, Staff } from './schemas.ts';
export { createSession, revokeStaffSessions, sessionCookie, sessionStoreAnswers } from './session-store.ts';

export { authenticate } from './authenticate.ts';
export { createStaff } from './create-staff.ts';
export { ensureOwner } from './ensure-owner.ts';
export {
  SessionStoreDown,
  type SignInError,
  type StaffError,
  signInMessages,
  staffMessages,
} from './errors.ts';
export {
  acceptStaffLink,
  changePassword,
  changeStaff,
  getSecondFactorPolicy,
  getStaffAccount,
  inviteStaff,
  issueStaffLink,
  listStaff,
  readStaffLink,
  resetSecondFactor,
  type StaffAccount,
  setSecondFactorPolicy,
} from './manage-staff.ts';
export { hashPassword, verifyPassword } from './password.ts';
export { may, type Permission, permissions, permissionsOf } from './permissions.ts';
export { endOwnSessions } from './profile-sessions.ts';
export { clientAddress, isSameOrigin, safeNext } from './request-guards.ts';
export { pausedProblem, requireStaffApi, sessionIdOf, staffContext } from './require-staff-api.ts';
export { type Role, roles } from './roles.ts';
export { invitationSchema, type NewStaff, newPasswordSchema, type Staff } from './schemas.ts';
export {
  beginSecondFactor,
  confirmSecondFactor,
  endSecondFactor,
  renewRecoveryCodes,
} from './second-factor.ts';
export {
  createSession,
  listSessions,
  type OpenSession,
  revokeStaffSessions,
  sessionCookie,
  sessionStoreAnswers,
} from './session-store.ts';
export { countRecoveryCodes } from './staff.repository.ts';

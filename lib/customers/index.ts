export {
  addWishes,
  customerOrders,
  exportAccount,
  getAccount,
  maxAddresses,
  maxWishes,
  removeAddress,
  removeWishes,
  saveAddress,
} from './account.ts';
export {
  changePassword,
  confirmEmailChange,
  deleteAccount,
  renameCustomer,
  requestEmailChange,
} from './change-account.ts';
export type { CustomerError } from './errors.ts';
export { tryLimits } from './rate-limit.ts';
export { reorder } from './reorder.ts';
export {
  type CustomerAddressBody,
  customerAddressSchema,
  emailChangeSchema,
  handlesSchema,
  linkRequestSchema,
  linkSchema,
  passwordChangeSchema,
  profileSchema,
  registerSchema,
  resetSchema,
  signInSchema,
} from './schemas.ts';
export { sessionSeconds } from './session-store.ts';
export {
  currentCustomer,
  redeemLink,
  register,
  requestLink,
  resetPassword,
  signIn,
  signOut,
} from './sign-in.ts';
export {
  deleteCustomerAccount,
  endCustomerSessions,
  getCustomer,
  listCustomers,
  sendCustomerLink,
} from './staff-customers.ts';
export type { Account, Customer, CustomerAddress, CustomerRow, StaffCustomer } from './types.ts';

import type { CustomerOrder } from '#lib/orders/index.ts';
import type { CustomerAddressBody } from './schemas.ts';

/** An account as its owner sees it. */
export type Customer = {
  id: string;
  email: string;
  name: string;
  market: string;
  /** Whether a mailed link proved that the address is theirs: only then are its orders shown. */
  confirmed: boolean;
  hasPassword: boolean;
};

export type CustomerAddress = CustomerAddressBody & { id: string };

/** An account in staff's list. */
export type CustomerRow = { id: string; email: string; name: string; confirmed: boolean; createdAt: Date };

/** An account as staff see it. `orders`: of every address it has or had, proved or not. */
export type StaffCustomer = CustomerRow & {
  market: string;
  hasPassword: boolean;
  formerEmails: string[];
  addresses: CustomerAddress[];
  wishes: number;
  orders: CustomerOrder[];
};

export type Account = { customer: Customer; addresses: CustomerAddress[]; wishlist: string[] };

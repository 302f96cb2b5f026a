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

export type Account = { customer: Customer; addresses: CustomerAddress[]; wishlist: string[] };

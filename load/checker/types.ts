/** What a customer was charged, as the gateway wrote it down. Amounts in minor units. */
export type Charge = {
  gateway: string;
  reference: string;
  checkoutId: string;
  amountMinor: number;
  refundedMinor: number;
};

/** Money a gateway has set aside on a card and neither took nor let go of. */
export type Hold = { gateway: string; reference: string; checkoutId: string; amountMinor: number };

export type LedgerEvent = { orderId: string; version: number; eventId: string; type: string; data: unknown };

/** Everything the verdict is reached from: what each party wrote down itself, nothing derived. */
export type Ledgers = {
  charges: Charge[];
  holds?: Hold[];
  events: LedgerEvent[];
  stock: { sku: string; onHand: number; ledgerSum: number }[];
  movements: { sku: string; delta: number; reference: string }[];
  bookings: { orderId: string }[];
  /** What the ERP was asked to cancel, also of what it never got. */
  cancellations: { orderId: string }[];
  /** One per delivery: the same Message-ID may come twice. */
  mails: { messageId: string }[];
  facts: { eventId: string; orderId: string; type: string }[];
  points: { orderId: string; points: number }[];
};

/** What a customer was told in the end. */
export type Told = { checkoutId: string; outcome: 'placed' | 'not_charged' | 'unknown' };

export type Invariant = 'I1' | 'I2' | 'I3' | 'I4' | 'I5';
export type Finding = { invariant: Invariant; kind: 'double' | 'loss'; what: string; ids: string[] };

export type MoneyReport = {
  counts: {
    orders: number;
    cancelled: number;
    charges: number;
    /** Charges by gateway. */
    byGateway: Record<string, number>;
    chargedMinor: number;
    refunds: number;
    refundedMinor: number;
    bookings: number;
    mails: number;
    /** Mails that came again under the Message-ID of the first; see workers/README.md for when that may be. */
    repeatedMails: number;
    facts: number;
    pointEntries: number;
  };
  findings: Finding[];
};

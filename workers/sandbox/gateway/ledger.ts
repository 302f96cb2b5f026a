import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export type StoredMethod = {
  id: string;
  created: number;
  number: string;
  brand: string;
  expMonth: number;
  expYear: number;
  cvc: string | null;
};
export type StoredIntent = {
  id: string;
  created: number;
  amount: number;
  currency: string;
  status: 'requires_payment_method' | 'requires_confirmation' | 'requires_action' | 'succeeded' | 'canceled';
  method: string | null;
  metadata: Record<string, string>;
  returnUrl: string | null;
  receiptEmail: string | null;
  chargeId: string | null;
  error: { code: string; declineCode: string | null; message: string } | null;
  canceledAt: number | null;
};
export type StoredRefund = {
  id: string;
  created: number;
  amount: number;
  intent: string;
  metadata: Record<string, string>;
  /** The money came back: it moved nothing in the end. */
  status?: 'failed';
};
/** A payment at Adyen. `redirect` waits for 3-D Secure; money has moved only as far as `captured` says, minor units. */
export type StoredAdyenPayment = {
  psp: string;
  created: number;
  reference: string;
  amount: number;
  currency: string;
  status: 'redirect' | 'authorised' | 'refused' | 'cancelled';
  captured: number;
  refusalCode: string | null;
  number: string;
  checkoutId: string;
  returnUrl: string | null;
  /** What the shopper brought back from the bank, once. */
  redirectResult: string | null;
  approved: boolean;
};
export type StoredAdyenRefund = {
  psp: string;
  created: number;
  payment: string;
  amount: number;
  /** As at Stripe. */
  status?: 'failed';
};
export type StoredAnswer = { key: string; fingerprint: string; status: number; body: string };

type Row =
  | { kind: 'method'; value: StoredMethod }
  | { kind: 'intent'; value: StoredIntent }
  | { kind: 'refund'; value: StoredRefund }
  | { kind: 'adyen_payment'; value: StoredAdyenPayment }
  | { kind: 'adyen_refund'; value: StoredAdyenRefund }
  | { kind: 'answer'; value: StoredAnswer };

/** A line of the file: a row, and those that came about with it. */
type Line = Row & { also?: Row[] };

const rowsOf = (line: Line): Row[] => [line, ...(line.also ?? [])];

/** Oldest entries leave memory beyond this; the file keeps all. */
const bound = 20_000;

function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  const oldest = map.size > bound ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
}

/** What the gateway must not forget: appended and synced before it is answered, read again at start. */
export class Ledger {
  readonly methods = new Map<string, StoredMethod>();
  readonly intents = new Map<string, StoredIntent>();
  readonly refunds = new Map<string, StoredRefund>();
  readonly adyenPayments = new Map<string, StoredAdyenPayment>();
  readonly adyenRefunds = new Map<string, StoredAdyenRefund>();
  readonly answers = new Map<string, StoredAnswer>();
  readonly #file: number;
  #together: Row[] | null = null;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    if (existsSync(path)) {
      for (const line of readFileSync(path, 'utf8').split('\n')) {
        try {
          if (line) for (const row of rowsOf(JSON.parse(line) as Line)) this.#remember(row);
        } catch {
          // The last line of a killed process may be cut: it was never acknowledged.
        }
      }
    }
    this.#file = openSync(path, 'a');
  }

  write(...rows: Row[]): void {
    if (this.#together) this.#together.push(...rows);
    else this.#append(rows);
    for (const row of rows) this.#remember(row);
  }

  /**
   * Runs work whose rows must all survive a kill or none: a charge without its idempotent answer would be taken a
   * second time when the same key comes again.
   */
  together<T>(work: () => T): T {
    const rows: Row[] = [];
    this.#together = rows;
    try {
      return work();
    } finally {
      this.#together = null;
      if (rows.length > 0) this.#append(rows);
    }
  }

  refunded(intent: string): number {
    let sum = 0;
    for (const refund of this.refunds.values()) {
      if (refund.intent === intent && refund.status !== 'failed') sum += refund.amount;
    }
    return sum;
  }

  adyenRefunded(payment: string): number {
    let sum = 0;
    for (const refund of this.adyenRefunds.values()) {
      if (refund.payment === payment && refund.status !== 'failed') sum += refund.amount;
    }
    return sum;
  }

  /** What a checkout's customer was really charged at both gateways, in minor units. */
  told(checkoutId: string): Record<string, unknown> {
    const charges = [
      ...[...this.intents.values()]
        .filter(({ metadata, status }) => metadata.checkout_id === checkoutId && status === 'succeeded')
        .map((intent) => ({
          gateway: 'stripe',
          reference: intent.id,
          amountMinor: intent.amount,
          refundedMinor: this.refunded(intent.id),
          status: intent.status as string,
        })),
      ...[...this.adyenPayments.values()]
        .filter((payment) => payment.checkoutId === checkoutId && payment.captured > 0)
        .map((payment) => ({
          gateway: 'adyen',
          reference: payment.psp,
          amountMinor: payment.captured,
          refundedMinor: this.adyenRefunded(payment.psp),
          status: payment.status as string,
        })),
    ];
    const heldMinor = [...this.adyenPayments.values()]
      .filter(
        ({ checkoutId: id, status, captured }) =>
          id === checkoutId && status === 'authorised' && captured === 0,
      )
      .reduce((sum, { amount }) => sum + amount, 0);
    const netMinor = charges.reduce((sum, charge) => sum + charge.amountMinor - charge.refundedMinor, 0);
    return { charges, netMinor, heldMinor };
  }

  close(): void {
    closeSync(this.#file);
  }

  /** One line, so that a cut file holds all of these rows or none. */
  #append(rows: Row[]): void {
    const [first, ...also] = rows;
    writeSync(this.#file, `\n${JSON.stringify(also.length > 0 ? { ...first, also } : first)}`);
    fsyncSync(this.#file);
  }

  #remember(row: Row): void {
    if (row.kind === 'method') keep(this.methods, row.value.id, row.value);
    else if (row.kind === 'intent') keep(this.intents, row.value.id, row.value);
    else if (row.kind === 'refund') keep(this.refunds, row.value.id, row.value);
    else if (row.kind === 'adyen_payment') keep(this.adyenPayments, row.value.psp, row.value);
    else if (row.kind === 'adyen_refund') keep(this.adyenRefunds, row.value.psp, row.value);
    else keep(this.answers, row.value.key, row.value);
  }
}

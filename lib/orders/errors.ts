/** Someone else changed the order since `expectedVersion`. Nothing was written; reload, decide and try again. */
export class OrderVersionConflict extends Error {
  override name = 'OrderVersionConflict';
  readonly orderId: string;
  readonly expectedVersion: number;

  constructor(orderId: string, expectedVersion: number) {
    super(`Order ${orderId} is no longer at version ${expectedVersion}`);
    this.orderId = orderId;
    this.expectedVersion = expectedVersion;
  }
}

/** A bug in the caller: events that cannot follow the order's state were about to be written. */
export class IllegalOrderEvent extends Error {
  override name = 'IllegalOrderEvent';
}

/** Somebody moved the order on since it was looked at; `did` completes a sentence that begins with `by`. */
export type OrderChangedMeanwhile = { kind: 'changed'; by: string; at: Date; did: string };

/** Why a command is refused, for the person who gave it. */
export type OrderRefusal = { kind: 'not_allowed' | 'unknown_order' | 'amount_too_high'; message: string };

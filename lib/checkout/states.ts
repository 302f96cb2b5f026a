/**
 * A checkout's states. `paying` and `requires_action` may hold money that has moved: only `settle` leaves them when
 * the request that entered them is gone. `declined`: this try came to nothing, the same checkout may try again; what
 * an abandoned attempt may still hold goes back. `placed` is final.
 */
const checkoutStates = ['paying', 'requires_action', 'declined', 'placed'] as const;
export type CheckoutState = (typeof checkoutStates)[number];

/** Money may have moved, or may still. */
export const unsettled = ['paying', 'requires_action'] as const satisfies CheckoutState[];
export const isUnsettled = (status: CheckoutState): boolean => unsettled.some((one) => one === status);

/**
 * An attempt's states. `started`: stored, the gateway's answer not known. `abandoned`: the checkout moved on without
 * its outcome; it is withdrawn until that is certain. `unwound`: given back. `void`: surely holds nothing.
 */
export const attemptStates = [
  'started',
  'requires_action',
  'captured',
  'declined',
  'abandoned',
  'unwound',
  'void',
] as const;
export type AttemptState = (typeof attemptStates)[number];

const open = ['started', 'requires_action'] as const;
const given = [...open, 'declined', 'abandoned', 'void'] as const;

/**
 * From which states an attempt may come into each. What a process learnt may be out of date by the time it writes:
 * what does not fit is not written. `captured` has no way out: an order stands on that money.
 */
export const comesFrom: Record<AttemptState, readonly AttemptState[]> = {
  started: open,
  requires_action: open,
  captured: open,
  declined: open,
  abandoned: given,
  void: given,
  unwound: [...given, 'unwound'],
};

/**
 * What a gateway gave back and later says failed is `abandoned` again (`withdrawAgain`), so many times at most. No other
 * way leads out of `unwound`.
 */
export const mostFailedWithdrawals = 3;

/** Whether the attempt's outcome is still to come. */
export const isOpen = (status: AttemptState): boolean => comesFrom.captured.includes(status);

/**
 * From then on others than the paying request look after the checkout: a capture they find becomes the order, whether
 * that request still lives or not.
 */
export const lookAfterMs = 4_000;
/** A gateway that could not be asked for so long is left for another, if there is one and the policy allows it. */
export const failoverAfterMs = 8_000;
/** Longer than the gateway client's timeout with all its retries: what is not found after it was never paid. */
export const payingDeadlineMs = 30_000;
/** An attempt is finished within this time; after it nobody expects to be charged any more, and it is withdrawn. */
export const finishWithinMs = 10 * 60_000;
/** How long a customer may take for 3-D Secure. */
export const actionDeadlineMs = 30 * 60_000;
/** For how long an abandoned attempt that holds nothing is withdrawn again: its request may still be under way. */
export const abandonedWatchMs = 10 * 60_000;

/**
 * A checkout's states. `paying` and `requires_action` may hold money that has moved: only `settle` leaves them when
 * the request that entered them is gone. `declined` moved none: the same checkout may try again. `placed` is final.
 */
export const checkoutStates = ['paying', 'requires_action', 'declined', 'placed'] as const;
export type CheckoutState = (typeof checkoutStates)[number];

/**
 * An attempt's states. `started`: stored, the gateway's answer not known. `abandoned`: not found at the gateway when
 * the checkout moved on; looked up again, since a late capture must be given back. `unwound`: given back.
 */
export const attemptStates = [
  'started',
  'requires_action',
  'captured',
  'declined',
  'abandoned',
  'unwound',
] as const;
export type AttemptState = (typeof attemptStates)[number];

/**
 * From then on others than the paying request look after the checkout: a capture they find becomes the order, whether
 * that request still lives or not.
 */
export const lookAfterMs = 4_000;
/** Longer than the gateway client's timeout with all its retries: what is not found after it was never paid. */
export const payingDeadlineMs = 30_000;
/** How long a customer may take for 3-D Secure. */
export const actionDeadlineMs = 30 * 60_000;
/** For how long an abandoned attempt is looked up again. */
export const abandonedWatchMs = 60 * 60_000;

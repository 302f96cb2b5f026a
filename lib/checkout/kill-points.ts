/**
 * Every statement boundary of the saga, in the order a sale passes them. At each the process may die; a test kills it
 * there, at each one, and looks at the money (`kill-points.int.test.ts`). In a shop a point does nothing.
 */
export const killPoints = [
  'validate',
  'reserve',
  'reserve:held',
  'claim',
  'claim:checkout-written',
  'claim:coupon-used',
  'claim:attempt-written',
  'pay',
  'pay:authorised',
  'pay:reference-stored',
  'record',
  'record:marked',
  'record:order-written',
  'record:committed',
  'record:cart-emptied',
  'outcome:attempt-written',
  'outcome:checkout-written',
  'outcome:coupon-released',
  'outcome:committed',
  'settle:looked-up',
  'withdraw',
  'withdraw:given-back',
  'withdraw:recorded',
  'expire:voided',
] as const;
export type KillPoint = (typeof killPoints)[number];

const alive = Promise.resolve();
let listener: ((point: KillPoint) => Promise<void>) | null = null;

/** For the test's process only: hears of every point, and may never let the saga go on from it. */
export function onKillPoint(hear: ((point: KillPoint) => Promise<void>) | null): void {
  listener = hear;
}

/** Names a point at which the process may die; a test that listens decides what happens there. */
export function killPoint(point: KillPoint): Promise<void> {
  return listener ? listener(point) : alive;
}

import { systemContext } from '#lib/platform/index.ts';
import { findCheckout } from './checkout.repository.ts';
import { type KillPoint, onKillPoint } from './kill-points.ts';
import { placeOrder } from './place-order.ts';
import { settle, settleAbandoned } from './settle.ts';
import type { PlaceOrderInput } from './types.ts';

export type Scene = {
  point: KillPoint;
  /** What the process does when it is killed: a sale, finishing an open checkout, or giving an attempt's money back. */
  does: 'sale' | 'settle' | 'withdraw';
  input: PlaceOrderInput;
  /** How far the clock is ahead, in milliseconds. */
  ahead: number;
};

/** A process that dies by `kill -9` at one point; started by the test with the scene as its argument. */
if (process.argv[1]?.endsWith('kill-points.fixtures.ts')) {
  const { point, does, input, ahead } = JSON.parse(process.argv[2] ?? '') as Scene;
  const ctx = { ...systemContext('test'), now: () => new Date(Date.now() + ahead) };
  onKillPoint((passed) => {
    if (passed === point) process.kill(process.pid, 'SIGKILL');
  });
  if (does === 'sale') await placeOrder(ctx, input);
  else if (does === 'settle') await settle(ctx, input.checkoutId);
  else {
    const checkout = await findCheckout(input.checkoutId);
    if (checkout) await settleAbandoned(ctx, checkout);
  }
  // Alive: the point was not passed, and the test says so.
  process.exit(0);
}

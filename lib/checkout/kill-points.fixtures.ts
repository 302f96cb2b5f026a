import { AsyncLocalStorage } from 'node:async_hooks';
import { systemContext } from '#lib/platform/index.ts';
import { findCheckout } from './checkout.repository.ts';
import { type KillPoint, onKillPoint } from './kill-points.ts';
import { placeOrder } from './place-order.ts';
import { settle, settleAbandoned } from './settle.ts';
import type { PlaceOrderInput } from './types.ts';

export type Scene = {
  label: string;
  /** Where it stands when the process is killed. */
  point: KillPoint;
  /** A sale, finishing an open checkout, or giving an attempt's money back. */
  does: 'sale' | 'settle' | 'withdraw';
  input: PlaceOrderInput;
  /** How far the clock is ahead, in milliseconds. */
  ahead: number;
};

async function play({ does, input, ahead }: Scene): Promise<void> {
  const ctx = { ...systemContext('test'), now: () => new Date(Date.now() + ahead) };
  if (does === 'sale') await placeOrder(ctx, input);
  else if (does === 'settle') await settle(ctx, input.checkoutId);
  else {
    const checkout = await findCheckout(input.checkoutId);
    if (checkout) await settleAbandoned(ctx, checkout);
  }
}

/**
 * A process of the test: plays all scenes at once, each until its point, where it stops with whatever it holds. When
 * all have arrived, or ended without passing their point, it kills itself with -9. Says on stdout who did not stop.
 */
if (process.argv[1]?.endsWith('kill-points.fixtures.ts')) {
  const scenes = JSON.parse(process.argv[2] ?? '[]') as Scene[];
  const playing = new AsyncLocalStorage<{ scene: Scene; arrived: () => void }>();
  onKillPoint(async (point) => {
    const now = playing.getStore();
    if (now?.scene.point !== point) return;
    now.arrived();
    await new Promise(() => undefined);
  });
  await Promise.all(
    scenes.map(
      (scene) =>
        new Promise<void>((arrived) => {
          const missed = () => {
            process.stdout.write(`${scene.label}\n`);
            arrived();
          };
          playing.run({ scene, arrived }, () => void play(scene).then(missed, missed));
        }),
    ),
  );
  process.kill(process.pid, 'SIGKILL');
}

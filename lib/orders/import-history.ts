import { randomBytes } from 'node:crypto';
import { type Ctx, withTransaction } from '#lib/platform/index.ts';
import { decide, type OrderCommand } from './decide.ts';
import { IllegalOrderEvent } from './errors.ts';
import { currentSchema, type OrderEvent, type OrderEventData } from './events.ts';
import { evolve } from './evolve.ts';
import { canFollow } from './legal-moves.ts';
import { insertEvents, insertOrders, readModelOf } from './orders.repository.ts';
import type { OrderState } from './types.ts';

/** An order of the past: how it was placed and paid, and what was done with it when. Instants run forwards. */
export type OrderHistory = {
  orderId: string;
  placedAt: Date;
  placed: OrderEventData<'OrderPlaced'>;
  payment: OrderEventData<'PaymentCaptured'>;
  steps: readonly { at: Date; actor: string; command: OrderCommand }[];
};

type Lived = { state: OrderState; events: { event: OrderEvent; at: Date; actor: string }[] };

// The same rules as for orders of today: what may not follow stops the import.
function live({ orderId, placedAt, placed, payment, steps }: OrderHistory, actor: string): Lived {
  const events: Lived['events'] = [];
  let state: OrderState | undefined;
  const add = (event: OrderEvent, at: Date, by: string): OrderState => {
    if (!canFollow(state, event))
      throw new IllegalOrderEvent(`${event.type} cannot follow in order ${orderId}`);
    events.push({ event, at, actor: by });
    state = evolve(orderId, state, event);
    return state;
  };
  let now = add({ type: 'OrderPlaced', data: placed }, placedAt, actor);
  now = add({ type: 'PaymentCaptured', data: payment }, placedAt, actor);
  for (const { at, actor: by, command } of steps) {
    const decision = decide(now, command);
    if (!decision.ok) throw new IllegalOrderEvent(`Order ${orderId}: ${decision.error.message}`);
    for (const event of decision.value) now = add(event, at, by);
  }
  return { state: now, events };
}

// A transaction of a second or so, also on a busy machine.
const batch = 50;

/**
 * Writes orders that happened elsewhere or earlier, many at a time, in the order given (their numbers follow it):
 * events and read model, checked like any others. No consumer hears of them: their effects lie in the past.
 * @throws IllegalOrderEvent when a history breaks a rule; its batch is not written.
 */
export async function importHistory(ctx: Ctx, histories: readonly OrderHistory[]): Promise<number> {
  for (let from = 0; from < histories.length; from += batch) {
    const lives = histories.slice(from, from + batch).map((history) => live(history, ctx.actor));
    await withTransaction(async (tx) => {
      const models = lives.map(({ state, events }) => {
        const accessToken = randomBytes(24).toString('base64url');
        const placedAt = events[0]?.at ?? ctx.now();
        return readModelOf(state, { number: 0, accessToken, placedAt }, events.at(-1)?.at ?? placedAt);
      });
      const numbers = await insertOrders(tx, models);
      const rows = lives.flatMap(({ state, events }, index) =>
        events.map(({ event, at, actor }, version) => ({
          orderId: state.id,
          version: version + 1,
          eventId: ctx.newId(),
          type: event.type,
          data: event.data,
          metadata: {
            actor,
            schema: currentSchema(event.type),
            imported: true as const,
            ...(version === 0
              ? {
                  identity: {
                    number: numbers.get(state.id) ?? 0,
                    accessToken: models[index]?.accessToken ?? '',
                  },
                }
              : {}),
          },
          recordedAt: at,
        })),
      );
      await insertEvents(tx, rows);
    });
  }
  return histories.length;
}

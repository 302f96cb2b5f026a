import { type Ctx, type Result, type Tx, traceparent, withTransaction } from '#lib/platform/index.ts';
import { decide, type OrderCommand } from './decide.ts';
import { IllegalOrderEvent, type OrderRefusal, OrderVersionConflict } from './errors.ts';
import {
  currentSchema,
  type EventMetadata,
  eventSchemas,
  type OrderEvent,
  type RecordedEvent,
} from './events.ts';
import { evolve } from './evolve.ts';
import { canFollow } from './legal-moves.ts';
import {
  insertEvents,
  insertOrder,
  insertOutbox,
  lockOrder,
  readModelOf,
  type StoredOrder,
  updateReadModel,
} from './orders.repository.ts';
import { consumersOf } from './subscriptions.ts';
import type { OrderState } from './types.ts';

function foldOnto(orderId: string, state: OrderState | undefined, events: OrderEvent[]): OrderState {
  let next = state;
  for (const event of events) {
    if (!canFollow(next, event)) {
      throw new IllegalOrderEvent(
        `${event.type} cannot follow in order ${orderId} (${next?.status ?? 'new'})`,
      );
    }
    next = evolve(orderId, next, event);
  }
  if (!next) throw new IllegalOrderEvent('No events to append');
  return next;
}

async function write(
  tx: Tx,
  ctx: Ctx,
  at: { orderId: string; version: number; recordedAt: Date; traffic: OrderState['traffic'] } & Pick<
    EventMetadata,
    'identity' | 'commandId'
  >,
  events: OrderEvent[],
): Promise<RecordedEvent[]> {
  const trace = traceparent();
  const recorded = events.map((event, index) => ({
    orderId: at.orderId,
    version: at.version + index + 1,
    eventId: ctx.newId(),
    type: event.type,
    data: event.data,
    metadata: {
      actor: ctx.actor,
      schema: currentSchema(event.type),
      ...(at.commandId ? { commandId: at.commandId } : {}),
      ...(at.version + index === 0 && at.identity ? { identity: at.identity } : {}),
      ...(trace ? { trace } : {}),
    },
    recordedAt: at.recordedAt,
    known: event,
  }));
  await insertEvents(
    tx,
    recorded.map(({ known: _known, ...event }) => event),
  );
  const outbox = recorded.flatMap(({ eventId, orderId, version, type, known }) =>
    consumersOf(known.type, at.traffic).map((topic) => ({
      eventId,
      topic,
      payload: { orderId, version, type, ...(trace ? { trace } : {}) },
      createdAt: at.recordedAt,
    })),
  );
  await insertOutbox(tx, outbox);
  return recorded;
}

/**
 * Begins an order: its number is given by the database, its first event keeps number and token, so that the
 * read model can be rebuilt from events alone.
 */
export async function beginOrder(
  tx: Tx,
  ctx: Ctx,
  input: { orderId: string; accessToken: string; events: OrderEvent[] },
): Promise<{ orderNumber: number }> {
  const { orderId, accessToken } = input;
  const events = input.events.map(validated);
  const state = foldOnto(orderId, undefined, events);
  const now = ctx.now();
  // No look before: a locking read of a missing row would make all new orders wait for each other.
  const { number: _number, ...model } = readModelOf(state, { number: 0, accessToken, placedAt: now }, now);
  const number = await insertOrder(tx, model);
  const at = { orderId, version: 0, recordedAt: now, traffic: state.traffic };
  await write(tx, ctx, { ...at, identity: { number, accessToken } }, events);
  return { orderNumber: number };
}

function validated(event: OrderEvent): OrderEvent {
  return { type: event.type, data: eventSchemas[event.type].parse(event.data) } as OrderEvent;
}

async function appendTo(
  tx: Tx,
  ctx: Ctx,
  order: StoredOrder,
  given: OrderEvent[],
  commandId?: string,
): Promise<OrderChange> {
  const events = given.map(validated);
  if (events.length === 0) return { state: order.state, events: [] };
  const state = foldOnto(order.id, order.state, events);
  // Clocks differ between machines; time within one order never runs backwards.
  const recordedAt = new Date(Math.max(ctx.now().getTime(), order.updatedAt.getTime()));
  const { version } = order;
  const { traffic } = state;
  const at = { orderId: order.id, version, recordedAt, traffic, ...(commandId ? { commandId } : {}) };
  const recorded = await write(tx, ctx, at, events);
  await updateReadModel(tx, readModelOf(state, order, recordedAt));
  return { state, events: recorded };
}

/**
 * The only writer of order events: events, read model and outbox rows in the caller's transaction.
 * @throws OrderVersionConflict if the order is not at `expectedVersion` (nothing is written, reload and
 * decide again); IllegalOrderEvent for events that cannot follow, which is a bug of the caller.
 */
export async function appendOrderEvents(
  tx: Tx,
  ctx: Ctx,
  input: { orderId: string; expectedVersion: number; events: OrderEvent[] },
): Promise<RecordedEvent[]> {
  const order = await lockOrder(tx, input.orderId);
  if (order?.version !== input.expectedVersion) {
    throw new OrderVersionConflict(input.orderId, input.expectedVersion);
  }
  const { events } = await appendTo(tx, ctx, order, input.events);
  return events;
}

/** The order after a command, and the events it led to. */
export type OrderChange = { state: OrderState; events: RecordedEvent[] };

/**
 * Locks the order, decides a command on its current state and appends what follows (nothing if it is already
 * recorded), all in the caller's transaction. Fails with the refusal; nothing is written then.
 */
export async function applyOrderCommand(
  tx: Tx,
  ctx: Ctx,
  input: { orderId: string; command: OrderCommand; expectedVersion?: number; commandId?: string },
): Promise<Result<OrderChange, OrderRefusal>> {
  const order = await lockOrder(tx, input.orderId);
  if (!order) return { ok: false, error: { kind: 'unknown_order', message: 'There is no such order' } };
  if (input.expectedVersion !== undefined && order.version !== input.expectedVersion) {
    throw new OrderVersionConflict(input.orderId, input.expectedVersion);
  }
  const decision = decide(order.state, input.command);
  if (!decision.ok) return decision;
  return { ok: true, value: await appendTo(tx, ctx, order, decision.value, input.commandId) };
}

/** `applyOrderCommand` in its own transaction, again after a conflict: reload, decide, append. */
export async function appendWithRetry(
  ctx: Ctx,
  input: { orderId: string; command: OrderCommand },
  attempts = 5,
): Promise<Result<OrderChange, OrderRefusal>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await withTransaction((tx) => applyOrderCommand(tx, ctx, input));
    } catch (error) {
      if (!(error instanceof OrderVersionConflict) || attempt >= attempts) throw error;
    }
  }
}

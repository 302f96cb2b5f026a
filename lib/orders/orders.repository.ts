import { isDeepStrictEqual } from 'node:util';
import {
  afterCommit,
  db,
  isUniqueViolation,
  json,
  Prisma,
  signal,
  type TrafficKind,
  type Tx,
} from '#lib/platform/index.ts';
import { OrderVersionConflict } from './errors.ts';
import { type EventMetadata, type RecordedEvent, readEvent } from './events.ts';
import { fold } from './evolve.ts';
import { familyNameOf } from './family-name.ts';
import { type ConsumerName, outboxSignal } from './subscriptions.ts';
import type { OrderState } from './types.ts';

type Client = Pick<Tx, 'order' | 'orderEvent'>;

type OrderRow = {
  id: string;
  number: number;
  accessToken: string;
  version: number;
  state: unknown;
  placedAt: Date;
  updatedAt: Date;
};
export type StoredOrder = Omit<OrderRow, 'state'> & { state: OrderState };

/** The read model's columns, all derived from the events. */
export type ReadModel = {
  id: string;
  number: number;
  accessToken: string;
  email: string;
  name: string;
  familyName: string;
  status: string;
  totalMinor: number;
  currency: string;
  version: number;
  state: OrderState;
  placedAt: Date;
  updatedAt: Date;
  traffic: TrafficKind;
};

// Prisma's own reads answer JSON parsed, raw statements as text.
const parsed = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value);

// A stored shape of an older release is folded again from the events rather than guessed at.
async function withState(client: Client, row: OrderRow): Promise<StoredOrder> {
  const raw = parsed(row.state) as Partial<OrderState>;
  if (raw.shape === 2) return { ...row, state: raw as OrderState };
  const state = fold(
    row.id,
    (await eventsOf(row.id, client)).map((event) => event.known),
  );
  if (!state) throw new Error(`Order ${row.id} has no events`);
  return { ...row, state };
}

/** Reads an order and holds its row until the transaction ends, so that its next writer waits. */
export async function lockOrder(tx: Tx, orderId: string): Promise<StoredOrder | undefined> {
  const rows = await tx.$queryRaw<OrderRow[]>`
    SELECT id, number, access_token AS accessToken, version, state, placed_at AS placedAt,
           updated_at AS updatedAt
    FROM orders WHERE id = ${orderId} FOR UPDATE`;
  return rows[0] ? withState(tx, rows[0]) : undefined;
}

/** Whether an order has been placed under this id. */
export async function orderExists(tx: Tx, id: string): Promise<boolean> {
  return (await tx.order.count({ where: { id } })) > 0;
}

/** An order with its state; undefined when there is none. */
export async function findOrder(
  where: { id: string } | { accessToken: string } | { number: number },
): Promise<StoredOrder | undefined> {
  const row = await db().order.findUnique({ where });
  return row ? withState(db(), row) : undefined;
}

function recorded<T extends { type: string; data: unknown; metadata: unknown }>(row: T) {
  const metadata = parsed(row.metadata) as EventMetadata;
  const data = parsed(row.data);
  return { ...row, data, metadata, known: readEvent(row.type, data, metadata.schema) };
}

/** Events of one order in order; with `until`, those recorded no later. */
export async function eventsOf(
  orderId: string,
  client: Client = db(),
  until?: Date,
): Promise<RecordedEvent[]> {
  const rows = await client.orderEvent.findMany({
    where: { orderId, ...(until ? { recordedAt: { lte: until } } : {}) },
    orderBy: { version: 'asc' },
  });
  return rows.map(recorded);
}

/** One event by its id; undefined when there is none. */
export async function eventById(tx: Tx, eventId: string): Promise<RecordedEvent | undefined> {
  const row = await tx.orderEvent.findUnique({ where: { eventId } });
  return row ? recorded(row) : undefined;
}

/** Events of an order after a version, in order. */
export async function eventsAfter(tx: Tx, orderId: string, version: number): Promise<RecordedEvent[]> {
  const rows = await tx.orderEvent.findMany({
    where: { orderId, version: { gt: version } },
    orderBy: { version: 'asc' },
  });
  return rows.map(recorded);
}

type EventRow = Omit<RecordedEvent, 'known' | 'metadata' | 'version' | 'orderId'> & { metadata: unknown };

/** One event of an order as a consumer reads it: with the order as it is now. */
export type FoundEvent<T> = {
  event: RecordedEvent;
  order: T;
  /** An earlier event of the order is not confirmed by that consumer yet. What is parked for staff holds up nobody. */
  earlierWaits: boolean;
};

/** One statement for all that a consumer has to know of an event; undefined when there is no such event. */
export async function orderWithEvent(
  orderId: string,
  version: number,
  consumer: ConsumerName,
): Promise<FoundEvent<StoredOrder> | undefined> {
  const [row] = await db().$queryRaw<(OrderRow & EventRow & { earlierWaits: unknown })[]>`
    SELECT o.id, o.number, o.access_token AS accessToken, o.version, o.state, o.placed_at AS placedAt,
           o.updated_at AS updatedAt, e.event_id AS eventId, e.type, e.data, e.metadata, e.recorded_at AS recordedAt,
           EXISTS (
             SELECT 1 FROM order_events before_it
             JOIN outbox x ON x.event_id = before_it.event_id AND x.topic = ${consumer}
             LEFT JOIN consumer_inbox i ON i.consumer = ${consumer} AND i.event_id = before_it.event_id
             WHERE before_it.order_id = ${orderId} AND before_it.version < ${version}
               AND (i.status IS NULL OR i.status IN ('processing', 'retrying'))) AS earlierWaits
    FROM order_events e JOIN orders o ON o.id = e.order_id
    WHERE e.order_id = ${orderId} AND e.version = ${version}`;
  if (!row) return undefined;
  const { eventId, type, data, metadata, recordedAt, earlierWaits, ...order } = row;
  const event = recorded({ orderId, version, eventId, type, data, metadata, recordedAt });
  return { event, order: await withState(db(), order), earlierWaits: Number(earlierWaits) === 1 };
}

// The read model's text columns are for lists and search: cut to their length, never refused.
const clip = (value: string, length: number): string =>
  Array.from(value.toWellFormed()).slice(0, length).join('');

/** The row of `orders` for a state; texts are cut to the width of their columns. */
export function readModelOf(
  state: OrderState,
  origin: { number: number; accessToken: string; placedAt: Date },
  updatedAt: Date,
): ReadModel {
  const name = clip(state.name, 255);
  return {
    id: state.id,
    number: origin.number,
    accessToken: origin.accessToken,
    placedAt: origin.placedAt,
    email: clip(state.email, 254),
    name,
    familyName: familyNameOf(name),
    status: state.status,
    totalMinor: state.totalMinor,
    currency: state.currency,
    version: state.version,
    state,
    updatedAt,
    traffic: state.traffic ?? 'shopper',
  };
}

/** Inserts a new order and answers its number. @throws OrderVersionConflict when the id is taken. */
export async function insertOrder(tx: Tx, model: Omit<ReadModel, 'number'>): Promise<number> {
  try {
    const row = await tx.order.create({
      data: { ...model, state: json(model.state) },
      select: { number: true },
    });
    return row.number;
  } catch (error) {
    if (isUniqueViolation(error)) throw new OrderVersionConflict(model.id, 0);
    throw error;
  }
}

/** Inserts orders of the past, numbered in the order given; answers the numbers by id. */
export async function insertOrders(
  tx: Tx,
  models: readonly ReadModel[],
): Promise<ReadonlyMap<string, number>> {
  const data = models.map(({ number: _number, ...model }) => ({ ...model, state: json(model.state) }));
  await tx.order.createMany({ data });
  const rows = await tx.order.findMany({
    where: { id: { in: models.map(({ id }) => id) } },
    select: { id: true, number: true },
  });
  return new Map(rows.map(({ id, number }) => [id, number]));
}

/** Makes the stored row equal to `model`; answers whether it had to be changed. */
export async function repairReadModel(tx: Tx, model: ReadModel): Promise<boolean> {
  const { id, ...columns } = model;
  const data = { ...columns, state: json(model.state) };
  const live = await tx.order.findUnique({ where: { id } });
  if (isDeepStrictEqual(live, { id, ...data })) return false;
  await tx.order.upsert({ where: { id }, create: { id, ...data }, update: data });
  return true;
}

/** Writes what changes of an order; number, token and moment of placing never do. */
export async function updateReadModel(tx: Tx, model: ReadModel): Promise<void> {
  const { id, number, accessToken, placedAt, ...columns } = model;
  await tx.order.updateMany({ where: { id }, data: { ...columns, state: json(model.state) } });
}

/** Of the next `most` orders by id after `after` (empty to begin): those without a family name. */
export async function findWithoutFamilyName(
  after: string,
  most: number,
): Promise<{ id: string; wrong: true }[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT id FROM orders FORCE INDEX (orders_family_name_idx)
    WHERE family_name IS NULL AND id > ${after} ORDER BY id LIMIT ${most}`;
  return rows.map(({ id }) => ({ id, wrong: true }));
}

/** Writes the family names of orders that have none; the rule is that of `familyNameOf`. */
export async function writeFamilyNames(tx: Tx, ids: string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE orders SET family_name = SUBSTRING_INDEX(name, ' ', -1)
    WHERE id IN (${Prisma.join(ids)}) AND family_name IS NULL`;
}

export type NewEvent = Omit<RecordedEvent, 'known'>;

// This and the next are SQL, since the client works several times as long on an insert of several rows with JSON.
/** @throws OrderVersionConflict when one of the versions exists. */
export async function insertEvents(tx: Tx, events: NewEvent[]): Promise<void> {
  try {
    const rows = events.map(
      ({ orderId, version, eventId, type, data, metadata, recordedAt }) =>
        Prisma.sql`(${orderId}, ${version}, ${eventId}, ${type}, ${JSON.stringify(data)}, ${JSON.stringify(metadata)},
          ${recordedAt})`,
    );
    await tx.$executeRaw`
      INSERT INTO order_events (order_id, version, event_id, type, data, metadata, recorded_at)
      VALUES ${Prisma.join(rows)}`;
  } catch (error) {
    const first = events[0];
    if (first && isUniqueViolation(error, 'PRIMARY')) {
      throw new OrderVersionConflict(first.orderId, first.version - 1);
    }
    throw error;
  }
}

/** Writes what is to be published, and wakes the relay when the transaction has committed. */
export async function insertOutbox(
  tx: Tx,
  rows: { eventId: string; topic: string; payload: unknown; createdAt: Date }[],
): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map(
    ({ eventId, topic, payload, createdAt }) =>
      Prisma.sql`(${eventId}, ${topic}, ${JSON.stringify(payload)}, ${createdAt})`,
  );
  await tx.$executeRaw`
    INSERT INTO outbox (event_id, topic, payload, created_at) VALUES ${Prisma.join(values)}`;
  afterCommit(tx, () => signal(outboxSignal));
}

/** Orders of these addresses, newest first. Addresses are compared as the database does: without regard to case. */
export async function findOrdersOf(emails: readonly string[], take: number): Promise<StoredOrder[]> {
  const rows = await db().order.findMany({
    where: { email: { in: [...emails] } },
    orderBy: [{ placedAt: 'desc' }, { id: 'desc' }],
    take,
  });
  return Promise.all(rows.map((row) => withState(db(), row)));
}

/** Orders by their ids; those that there are not are left out. */
export async function findOrdersById(ids: readonly string[]): Promise<Map<string, StoredOrder>> {
  const rows = await db().order.findMany({ where: { id: { in: [...ids] } } });
  const found = new Map<string, StoredOrder>();
  // One after the other: after an upgrade each may have to be folded anew.
  for (const row of rows) found.set(row.id, await withState(db(), row));
  return found;
}

/** Ids of orders after `afterId`, from the events (the read model may be what is broken). */
export async function orderIdsAfter(afterId: string, limit: number): Promise<string[]> {
  const rows = await db().orderEvent.findMany({
    where: { orderId: { gt: afterId }, version: 1 },
    orderBy: { orderId: 'asc' },
    take: limit,
    select: { orderId: true },
  });
  return rows.map((row) => row.orderId);
}

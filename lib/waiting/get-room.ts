import { logger } from '#lib/platform/index.ts';
import { findRoom } from './room.repository.ts';
import { type Room, roomSchema } from './room.ts';

const freshMs = 2_000;
let known: { room: Room | null; atMs: number } = { room: null, atMs: Number.NEGATIVE_INFINITY };

/** The room as staff set it, at most two seconds old; null when there is none, or it cannot be read: then nobody waits. */
export async function getRoom(nowMs: number): Promise<Room | null> {
  if (Math.abs(nowMs - known.atMs) < freshMs) return known.room;
  try {
    known = { room: roomSchema.nullable().parse(await findRoom()), atMs: nowMs };
  } catch (error) {
    logger('waiting').warn({ error: String(error) }, 'the waiting room could not be read');
    known = { room: null, atMs: nowMs };
  }
  return known.room;
}

import { isPressed } from '#lib/admission/index.ts';
import { type Ctx, countTry, type Limit, logger } from '#lib/platform/index.ts';
import { isCalled, type Line, moveOn, secondsLeft } from './admission.ts';
import { getRoom } from './get-room.ts';
import { readLine, takeNumber, writeLine } from './line.repository.ts';
import { type Place, readPlace, signPlace } from './place.ts';
import { findHandle } from './room.repository.ts';
import { isGated, isOpen, type Room, roomId } from './room.ts';

export type Standing =
  /** There is no line, or no way to tell: go ahead. */
  | { kind: 'open' }
  | { kind: 'turn' }
  | { kind: 'waits'; number: number; ahead: number; seconds: number; startsAt: string | null }
  /** Too many places were asked for from this address. */
  | { kind: 'too_many'; retrySeconds: number };

/** A family or an office may stand in line together, a script not a thousand times. */
const places: Limit = { name: 'line-place', most: 20, seconds: 600, countedIn: 'object' };
/** One place may fill a cart, not a warehouse. */
const fills: Limit = { name: 'line-fill', most: 30, seconds: 3_600, countedIn: 'object' };

const log = logger('waiting');

async function lineNow(room: Room, nowMs: number): Promise<Line> {
  const start = Date.parse(room.startsAt);
  const { line, taken } = await readLine(roomId(room), start);
  if (nowMs < start) return line;
  const moved = moveOn(line, { nowMs, taken, pressed: isPressed() });
  if (nowMs - line.lookedAtMs >= 1_000) await writeLine(roomId(room), line, moved);
  return moved;
}

/**
 * Where a visitor stands, with a place for one who has none yet: `cookie` is what is to be kept in his browser then.
 * Without Redis nobody waits.
 */
export async function standInLine(
  ctx: Ctx,
  { cookie, address }: { cookie: string | null; address: string },
): Promise<{ standing: Standing; cookie: string | null }> {
  const nowMs = ctx.now().getTime();
  const room = await getRoom(nowMs);
  if (!room || !isOpen(room, nowMs)) return { standing: { kind: 'open' }, cookie: null };
  try {
    let place = readPlace(cookie, roomId(room));
    let given: string | null = null;
    if (!place) {
      const retrySeconds = await countTry(places, `${roomId(room)}:${address}`);
      if (retrySeconds > 0) return { standing: { kind: 'too_many', retrySeconds }, cookie: null };
      place = { room: roomId(room), number: await takeNumber(roomId(room)) };
      given = signPlace(place);
    }
    return { standing: standingOf(place, await lineNow(room, nowMs), room, nowMs), cookie: given };
  } catch (error) {
    log.warn({ error: String(error) }, 'no line, so nobody waits');
    return { standing: { kind: 'open' }, cookie: null };
  }
}

function standingOf(place: Place, line: Line, room: Room, nowMs: number): Standing {
  if (isCalled(line, place.number)) return { kind: 'turn' };
  const untilStart = Math.max(0, Date.parse(room.startsAt) - nowMs) / 1_000;
  return {
    kind: 'waits',
    number: place.number,
    ahead: Math.max(0, place.number - 1 - Math.floor(line.called)),
    seconds: Math.ceil(untilStart + secondsLeft(line, place.number)),
    startsAt: untilStart > 0 ? room.startsAt : null,
  };
}

/** Whether a visitor may put an article into a cart now. */
export async function mayFill(
  ctx: Ctx,
  { cookie, sku }: { cookie: string | null; sku: string },
): Promise<boolean> {
  const nowMs = ctx.now().getTime();
  const room = await getRoom(nowMs);
  if (!room || !isOpen(room, nowMs)) return true;
  try {
    if (!isGated(room, (await findHandle(sku)) ?? '', nowMs)) return true;
    const place = readPlace(cookie, roomId(room));
    if (!place || !isCalled(await lineNow(room, nowMs), place.number)) return false;
    return (await countTry(fills, `${place.room}.${place.number}`)) === 0;
  } catch (error) {
    log.warn({ error: String(error) }, 'no line, so nobody waits');
    return true;
  }
}

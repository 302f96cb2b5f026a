import { recordAudit } from '#lib/audit/index.ts';
import { type Ctx, withTransaction } from '#lib/platform/index.ts';
import { findRoom, writeRoom } from './room.repository.ts';
import type { Room } from './room.ts';

/** Opens, changes or closes the waiting room. Every web process knows within two seconds. */
export function saveRoom(ctx: Ctx, room: Room): Promise<void> {
  return withTransaction(async (tx) => {
    const before = await findRoom(tx);
    await writeRoom(tx, room, ctx.now());
    await recordAudit(tx, ctx, {
      action: 'settings.waiting_room_changed',
      subject: 'setting:waiting_room',
      before,
      after: room,
    });
  });
}

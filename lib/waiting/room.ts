import { z } from 'zod';
import { handlePattern } from '#lib/catalogue/index.ts';

/** When there is a line, and before what. */
export const roomSchema = z
  .object({
    on: z.boolean(),
    /** Articles by their handle; none means the whole shop. */
    handles: z.array(z.string().regex(handlePattern)).max(200),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
  })
  .refine(({ startsAt, endsAt }) => Date.parse(endsAt) > Date.parse(startsAt), {
    path: ['endsAt'],
    message: 'The end must be after the start',
  })
  .refine(({ startsAt, endsAt }) => Date.parse(endsAt) - Date.parse(startsAt) <= 3 * 86_400_000, {
    path: ['endsAt'],
    message: 'At most three days',
  });
export type Room = z.infer<typeof roomSchema>;

/** People may come this long before the start; nobody is called before it. */
const doorsOpenMs = 30 * 60_000;

/** What tells one opening of the room from another: places of an earlier sale are worth nothing. */
export const roomId = (room: Room): string => Date.parse(room.startsAt).toString(36);

/** Whether the line stands at `nowMs` (since 1970): from half an hour before the start until the end. */
export function isOpen(room: Room, nowMs: number): boolean {
  return room.on && nowMs >= Date.parse(room.startsAt) - doorsOpenMs && nowMs < Date.parse(room.endsAt);
}

/** Whether an article is behind the line now. */
export function isGated(room: Room, handle: string, nowMs: number): boolean {
  return isOpen(room, nowMs) && (room.handles.length === 0 || room.handles.includes(handle));
}

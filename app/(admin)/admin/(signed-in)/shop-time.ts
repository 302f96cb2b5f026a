import { env } from '#lib/platform/index.ts';

/** A moment to the second, in the shop's own time zone. */
export function shopTime(instant: Date): string {
  return instant.toLocaleString('en-IE', {
    timeZone: env.SHOP_TIME_ZONE,
    dateStyle: 'medium',
    timeStyle: 'medium',
    hourCycle: 'h23',
  });
}

import type { Random } from './draw.ts';

/** How many arrive a second at a moment, in seconds from the start. */
export type Rate = (second: number) => number;

/**
 * The moments at which sessions begin, in milliseconds from the start: a Poisson process whose rate changes, by thinning
 * (Lewis and Shedler 1979). Nobody waits for anybody: how fast the shop answers changes no arrival.
 * @param most at least the highest rate there is.
 */
export function* arrivals(rate: Rate, most: number, seconds: number, random: Random): Generator<number> {
  if (most <= 0) return;
  for (let at = 0; ; ) {
    at -= Math.log(1 - random()) / most;
    if (at >= seconds) return;
    if (random() * most < rate(at)) yield at * 1_000;
  }
}

/** The day's curve, from its shares by hour, against the mean hour: 1 is the mean. Between hours' middles a line. */
export function dayCurve(hours: readonly number[]): (hour: number) => number {
  return (hour) => {
    const at = (((hour - 0.5) % 24) + 24) % 24;
    const from = Math.floor(at);
    const [a = 0, b = 0] = [hours[from], hours[(from + 1) % 24]];
    return 24 * (a + (b - a) * (at - from));
  };
}

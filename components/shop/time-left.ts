/** What is left of a number of milliseconds, as a clock shows it: `1 d 02:03:04`; never below zero. */
export function timeLeft(ms: number): { days: number; clock: string } {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = [Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(two);
  return { days: Math.floor(seconds / 86_400), clock: clock.join(':') };
}

/** The same in words, for those who hear it: rough, because it is not read every second. */
export function timeLeftInWords(ms: number): string {
  const minutes = Math.max(0, Math.ceil(ms / 60_000));
  const said = (value: number, unit: string) => `${value} ${unit}${value === 1 ? '' : 's'}`;
  if (minutes < 60) return said(minutes, 'minute');
  if (minutes < 2 * 24 * 60) return said(Math.round(minutes / 60), 'hour');
  return said(Math.round(minutes / 1_440), 'day');
}

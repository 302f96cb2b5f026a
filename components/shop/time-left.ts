/** What is left of a number of milliseconds, as a clock shows it: `1 d 02:03:04`; never below zero. */
export function timeLeft(ms: number): { days: number; clock: string } {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = [Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(two);
  return { days: Math.floor(seconds / 86_400), clock: clock.join(':') };
}

/** The same for those who hear it: rough, because it is not read every second. */
export function roughly(ms: number): { unit: 'minutes' | 'hours' | 'days'; count: number } {
  const minutes = Math.max(0, Math.ceil(ms / 60_000));
  if (minutes < 60) return { unit: 'minutes', count: minutes };
  if (minutes < 2 * 24 * 60) return { unit: 'hours', count: Math.round(minutes / 60) };
  return { unit: 'days', count: Math.round(minutes / 1_440) };
}

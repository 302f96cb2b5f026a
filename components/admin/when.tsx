'use client';

import { useSyncExternalStore } from 'react';

const tickMs = 10_000;

function subscribe(changed: () => void): () => void {
  const timer = setInterval(changed, tickMs);
  return () => clearInterval(timer);
}

const tick = () => Math.floor(Date.now() / tickMs) * tickMs;

const steps: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** `3 minutes ago`; `just now` within the first minute. Times in milliseconds. */
function relativeTime(at: number, now: number): string {
  const seconds = (at - now) / 1_000;
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return 'just now';
}

function absolute(at: Date, precise: boolean, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-IE', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(precise ? { second: '2-digit', fractionalSecondDigits: 3 } : {}),
    hourCycle: 'h23',
    ...(timeZone ? { timeZone, timeZoneName: 'short' } : {}),
  }).format(at);
}

/** A time in the reader's zone with how long ago; UTC until the browser has taken over. */
export function When({ at, precise = false }: { at: string; precise?: boolean }) {
  const now = useSyncExternalStore(subscribe, tick, () => null);
  const date = new Date(at);
  return (
    <time dateTime={at} title={at}>
      <span className="whitespace-nowrap">
        {now === null ? absolute(date, precise, 'UTC') : absolute(date, precise)}
      </span>
      {now === null ? null : (
        <>
          {' '}
          <span className="whitespace-nowrap">({relativeTime(date.getTime(), Date.now())})</span>
        </>
      )}
    </time>
  );
}

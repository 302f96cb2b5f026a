'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useTranslations } from '../ui/words.tsx';
import { roughly, timeLeft } from './time-left.ts';

/** After the end the page is asked for again this often, until it comes without the sale. */
const askAgainMs = [300, 1_500, 5_000, 15_000];

/**
 * Counts down to a sale's end by the visitor's clock, from the instant and not from ticks, so that it is right again
 * when the page comes back from the background. The server's HTML holds the same boxes, empty: nothing moves when it
 * starts. At the end it fetches the page anew.
 */
export function Countdown({ endsAt, name }: { endsAt: Date; name: string }) {
  const t = useTranslations('product');
  const end = endsAt.getTime();
  const router = useRouter();
  const [left, setLeft] = useState<number | null>(null);

  useEffect(() => {
    const look = () => setLeft(end - Date.now());
    const seen = () => {
      if (document.visibilityState === 'visible') look();
    };
    look();
    const timer = setInterval(look, 1_000);
    document.addEventListener('visibilitychange', seen);
    window.addEventListener('pageshow', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', seen);
      window.removeEventListener('pageshow', look);
    };
  }, [end]);

  const over = left !== null && left <= 0;
  useEffect(() => {
    if (!over) return;
    const timers = askAgainMs.map((ms) => setTimeout(() => router.refresh(), ms));
    return () => timers.forEach(clearTimeout);
  }, [over, router]);

  const { days, clock } = timeLeft(left ?? 0);
  const about = roughly(left ?? 0);
  return (
    <div className="mt-5 flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-1 rounded-card bg-signal-soft px-4 py-3 text-signal-deep">
      <p className="font-medium">
        {name}
        <span className="sr-only">
          {left === null || over ? '' : t('saleEndsAbout', { time: t(about.unit, { count: about.count }) })}
        </span>
      </p>
      <p aria-hidden="true" className="tabular-nums" data-testid="countdown">
        {over ? t('saleEnded') : `${t('saleEndsIn')} `}
        {over ? null : (
          <span className="inline-block min-w-[8ch] text-right font-semibold">
            {left === null ? '\u2007' : `${days > 0 ? `${t('daysShort', { count: days })} ` : ''}${clock}`}
          </span>
        )}
      </p>
      <p role="status" className="sr-only">
        {over ? t('saleOver', { name }) : ''}
      </p>
    </div>
  );
}

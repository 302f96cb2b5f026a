'use client';

import { usePathname, useRouter } from 'next/navigation';
import { useEffect, useRef, useTransition } from 'react';
import { useTranslations } from '../ui/words.tsx';

/** The router keeps a page this long by itself (`staleTimes` in next.config.js); shown longer, it is asked for again. */
const oldMs = 30_000;

/**
 * Keeps what the browser remembers of a page from passing for its present state: after Back or Forward, when the page
 * comes out of the browser's own memory, and when the visitor returns to it later, it is fetched anew, and says so
 * meanwhile.
 */
export function Freshness() {
  const t = useTranslations('shell');
  const router = useRouter();
  const path = usePathname();
  const [checking, startChecking] = useTransition();
  const seenAt = useRef(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is a fresh one.
  useEffect(() => {
    seenAt.current = Date.now();
  }, [path]);

  useEffect(() => {
    const check = () => {
      if (!navigator.onLine) return;
      seenAt.current = Date.now();
      startChecking(() => router.refresh());
    };
    const returned = () => {
      if (document.visibilityState === 'visible' && Date.now() - seenAt.current > oldMs) check();
    };
    const shown = (event: PageTransitionEvent) => {
      if (event.persisted) check();
    };
    // After the router has put the remembered page back.
    const wentBack = () => setTimeout(check);
    window.addEventListener('popstate', wentBack);
    window.addEventListener('pageshow', shown);
    window.addEventListener('focus', returned);
    document.addEventListener('visibilitychange', returned);
    return () => {
      window.removeEventListener('popstate', wentBack);
      window.removeEventListener('pageshow', shown);
      window.removeEventListener('focus', returned);
      document.removeEventListener('visibilitychange', returned);
    };
  }, [router]);

  return (
    <p
      role="status"
      data-testid="freshness"
      className={
        checking
          ? 'fixed bottom-4 left-4 z-40 rounded-full bg-ink px-4 py-2 text-paper text-sm shadow-lg'
          : 'sr-only'
      }
    >
      {checking ? t('checkingPrices') : ''}
    </p>
  );
}

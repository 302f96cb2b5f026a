'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { Badge } from './parts.tsx';

const everyMs = 1_500;
const longestMs = 10 * 60_000;
/** The last spans are written half a second after the last effect. */
const onceMoreMs = 2_500;

/**
 * Shows the order anew while consumers are at work on it, and stops when they are done, after ten minutes, or while nobody
 * looks. `done` of `all` effects have come to an end.
 */
export function LiveOrder({ done, all }: { done: number; all: number }) {
  const router = useRouter();
  const [began] = useState(() => Date.now());
  const [wasLive, setWasLive] = useState(false);
  const live = done < all;

  useEffect(() => {
    if (live) {
      setWasLive(true);
      const timer = setInterval(() => {
        if (Date.now() - began > longestMs) clearInterval(timer);
        else if (document.visibilityState === 'visible') router.refresh();
      }, everyMs);
      return () => clearInterval(timer);
    }
    if (!wasLive) return;
    const timer = setTimeout(() => router.refresh(), onceMoreMs);
    return () => clearTimeout(timer);
  }, [live, wasLive, began, router]);

  return (
    <span role="status">
      {live ? (
        <Badge tone="info">
          live: {done} of {all} effects done
        </Badge>
      ) : wasLive ? (
        <Badge tone="quiet">all effects done</Badge>
      ) : null}
    </span>
  );
}

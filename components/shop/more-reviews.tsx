'use client';

import type { ComponentProps } from 'react';
import { useAtRest } from '../ui/use-later.ts';
import type { LaterReviews } from './later-reviews.tsx';

const load = () => import('./later-reviews.tsx');

/** What follows the first reviews and needs a script: it comes when the page has nothing else to do. */
export function MoreReviews(props: ComponentProps<typeof LaterReviews>) {
  const later = useAtRest(load);
  return <div className="min-h-20">{later ? <later.LaterReviews {...props} /> : null}</div>;
}

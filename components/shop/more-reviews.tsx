'use client';

import type { ComponentProps } from 'react';
import { useAtRest } from '../ui/use-later.ts';
import type { LaterReviews } from './later-reviews.tsx';

const load = () => import('./product-later.ts');

/** What follows the first reviews and needs a script, in the room kept for it: the next page's button, the form. */
export function MoreReviews(props: ComponentProps<typeof LaterReviews>) {
  const later = useAtRest(load);
  return (
    <div className={props.pages > 1 ? 'min-h-38' : 'min-h-21'}>
      {later ? <later.LaterReviews {...props} /> : null}
    </div>
  );
}

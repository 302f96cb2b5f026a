import { type MendPosition, mendStep } from '#lib/platform/index.ts';
import { checkPlaces, syncPlaces } from './sync-places.ts';

/**
 * Looks at where the next products stand in listings and writes it where it is wrong: the release before writes the index
 * without, and their order by itself.
 * @returns the id to go on after, empty after the last product; and how many were wrong.
 */
export const mendPlaces = (position: MendPosition): Promise<{ next: string; mended: number }> =>
  mendStep('listing-places', position, checkPlaces, syncPlaces);

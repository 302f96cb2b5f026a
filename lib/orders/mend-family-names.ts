import { type MendPosition, mendStep } from '#lib/platform/index.ts';
import { findWithoutFamilyName, writeFamilyNames } from './orders.repository.ts';

/**
 * Writes the family name of the next 5,000 orders by id that have none: those from before it was a column of its own, and
 * those that a process of the release before has placed. Finds them by index, so a round that finds none costs nothing.
 * @returns the id to go on after, empty after the last of them; and how many had none.
 */
export const mendFamilyNames = ({
  after,
  most = 5_000,
}: MendPosition): Promise<{ next: string; mended: number }> =>
  mendStep('family-names', { after, most }, findWithoutFamilyName, writeFamilyNames);

import { sumPoints } from './loyalty.repository.ts';

/** Points a customer has, by email address in any case; 0 for a stranger. */
export async function balance(email: string): Promise<number> {
  return sumPoints(email.trim().toLowerCase().slice(0, 254));
}

import type { MayFill } from './types.ts';

/** No line stands before any article. */
export const anybody: MayFill = () => Promise.resolve(true);

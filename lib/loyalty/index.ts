export { balance } from './balance.ts';
export { earnPoints } from './earn-points.ts';
export { pointsFor } from './points.ts';
export { rebuildEntry } from './rebuild-entry.ts';

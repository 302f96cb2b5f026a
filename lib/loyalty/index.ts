export { balance } from './balance.ts';
export { bookPoints } from './book-points.ts';
export { pointsFor, pointsKept } from './points.ts';
export { rebuildEntries } from './rebuild-entries.ts';
export { settlePoints } from './settle-points.ts';

export { countPending as countPendingInvalidations } from './cache.repository.ts';
export { renewEveryMs, renewLeases } from './lease.ts';
export { type PurgeReport, purgeNow } from './purge-now.ts';
export { recordInvalidation } from './record-invalidation.ts';
export { remembered, startRemembering } from './remembered.ts';
export { manifest as tagManifest, type Tag, tags } from './tags.ts';

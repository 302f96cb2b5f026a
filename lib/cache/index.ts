export { countPending as countPendingInvalidations } from './cache.repository.ts';
export { type PurgeReport, purgeNow } from './purge-now.ts';
export { recordInvalidation } from './record-invalidation.ts';
export { manifest as tagManifest, type Tag, tags } from './tags.ts';

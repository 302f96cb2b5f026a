export {
  countPending as countPendingInvalidations,
  findPurges,
  forgetPurges,
  type LoggedPurge,
} from './cache.repository.ts';
export { lookups } from './counts.ts';
export { pageKeptMs } from './kept.ts';
export { type Layer, readLayers, readTagsOf, varnishCounters } from './layers.ts';
export { renewEveryMs, renewLeases } from './lease.ts';
export {
  buildIn,
  letNewBuildTakeOver,
  noteBuild,
  noteBuildEveryMs,
  noteTakeOver,
} from './new-build.ts';
export { Popular } from './popular.ts';
export { type PurgeReport, purgeNow } from './purge-now.ts';
export { recordInvalidation } from './record-invalidation.ts';
export { remembered, startRemembering } from './remembered.ts';
export { lastPurge } from './sequence.ts';
export { manifest as tagManifest, type Tag, tags } from './tags.ts';
export { ageAllPages } from './varnish.ts';
export { warmPages } from './warm-pages.ts';

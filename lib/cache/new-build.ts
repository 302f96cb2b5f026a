import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectedRedis, logger } from '#lib/platform/index.ts';
import { agePart, partCount } from './varnish.ts';

/** Hash in Redis fpc: of each build, when a web process of it last said that it runs; and `tookOver`, a build. */
const table = 'fpc:builds';
const tookOver = 'tookOver';

/** How often a web process says which build it runs. */
export const noteBuildEveryMs = 5_000;
/** One that has not for this long has ended. */
const endedAfterMs = 4 * noteBuildEveryMs;

/** The name that Next gave the build in this folder. @throws Error when none is there. */
export const buildIn = (folder: string): string => readFileSync(join(folder, 'BUILD_ID'), 'utf8').trim();

/** Says that a web process runs this build. @throws when Redis is away. */
export async function noteBuild(build: string, now = Date.now()): Promise<void> {
  await (await connectedRedis('fpc')).hset(table, build, now);
}

/** Says that somebody lets this build's pages take over, so that `letNewBuildTakeOver` does not. @throws when Redis is away. */
export async function noteTakeOver(build: string): Promise<void> {
  await (await connectedRedis('fpc')).hset(table, tookOver, build);
}

/** The build that all web processes run, if its pages have not taken over yet. */
async function newBuild(now: number): Promise<string | null> {
  const redis = await connectedRedis('fpc');
  const { [tookOver]: last, ...seen } = await redis.hgetall(table);
  const ended = Object.keys(seen).filter((build) => now - Number(seen[build]) > endedAfterMs);
  const [build, ...others] = Object.keys(seen).filter((name) => !ended.includes(name));
  // While an older one runs too, it would make the aged pages again.
  if (build === undefined || others.length > 0 || build === last) return null;
  if (ended.length > 0) await redis.hdel(table, ...ended);
  if (last !== undefined) return build;
  // A new shop, or a page cache that lost all it had: who was before is not known.
  await noteTakeOver(build);
  return null;
}

/**
 * One step of a walk: when all web processes have come to run another build, by whatever brought it about, ages the pages in
 * every Varnish, a sixteenth of them a step (decisions 0193, 0221). Begins anew when the one who walks is restarted.
 * @param after where the step before ended: empty, or the build and the part of its pages.
 * @returns where the next one goes on.
 * @throws when Redis is away.
 */
export async function letNewBuildTakeOver(
  { after }: { after: string },
  now = Date.now(),
): Promise<{ next: string }> {
  const [build = '', part = '-1'] = after === '' ? [(await newBuild(now)) ?? ''] : after.split(' ');
  if (build === '') return { next: '' };
  const index = Number(part) + 1;
  await agePart(index);
  if (index + 1 < partCount) return { next: `${build} ${index}` };
  await noteTakeOver(build);
  logger('new-build').info({ build }, 'pages of the build before are aged');
  return { next: '' };
}

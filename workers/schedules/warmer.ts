import { createSocket } from 'node:dgram';
import { lastPurge, Popular, warmPages } from '#lib/cache/index.ts';
import { env, logger } from '#lib/platform/index.ts';
import { every, type Schedule } from './every.ts';

const pagesPerPurge = 1_000;
const log = logger('warmer');

/**
 * Re-renders the most popular pages after a purge, hottest first. The edge tells of a sample of the pages it sends, one
 * datagram each (`infra/edge/nginx.conf`); a lost one does not matter.
 */
export function startWarmer(): Schedule {
  const popular = new Popular();
  const socket = createSocket('udp4');
  // A line of syslog that ends in the address.
  socket.on('message', (line) => {
    const path = / (\/\S*)$/.exec(line.toString('utf8', 0, 2_000))?.[1];
    if (path) popular.saw(path);
  });
  socket.on('error', (error) => log.warn({ error: error.message }, 'hears of no page'));
  socket.bind(env.CACHE_HITS_PORT, '127.0.0.1');
  let stopping = false;
  let warmed: string | null = null;
  const schedule = every('warmer', 250, async () => {
    const purge = await lastPurge().catch(() => null);
    if (purge === null || purge === warmed) return;
    warmed = purge;
    const rendered = await warmPages(popular.top(pagesPerPurge), () => stopping);
    if (rendered > 0) log.info({ rendered }, 'popular pages rendered anew');
  });
  return {
    stop: async () => {
      stopping = true;
      await schedule.stop();
      socket.close();
    },
  };
}

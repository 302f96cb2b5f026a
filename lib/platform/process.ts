import { closeDb } from './database.ts';
import { logger } from './log.ts';
import { serveMetrics } from './metrics-server.ts';
import { closeQueues } from './queue.ts';
import { closeRedis } from './redis.ts';

/** Runs one OS process: starts it, and on SIGTERM or SIGINT stops it within 10 s and exits. */
export async function runProcess(
  name: string,
  { start, stop }: { start: () => Promise<void>; stop: () => Promise<void> },
): Promise<void> {
  const log = logger(name);
  let stopping = false;
  const shutDown = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), 10_000).unref();
    await stop();
    await closeQueues();
    closeRedis();
    await closeDb();
    process.exit(0);
  };
  process.on('SIGTERM', () => void shutDown('SIGTERM'));
  process.on('SIGINT', () => void shutDown('SIGINT'));
  serveMetrics();
  await start();
  log.info('started');
}

/** Runs once per web process: opens the connections, so that the first visitor does not wait for them. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { connectedRedis, db, logger } = await import('#lib/platform/index.ts');
  const opened = await Promise.allSettled([
    db().$queryRaw`SELECT 1`,
    connectedRedis('session'),
    connectedRedis('fpc'),
    connectedRedis('object'),
  ]);
  const failed = opened.filter(({ status }) => status === 'rejected').length;
  if (failed > 0) logger('web').warn({ failed }, 'started with connections missing');
}

/**
 * Runs once per web process: opens the connections, so that the first visitor does not wait for them, and helps to keep
 * Varnish serving, whichever other process dies.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { startTracing } = await import('#lib/tracing/index.ts');
  const tracing = startTracing('web');
  const { connectedRedis, db, drainOnSignal, env, logger, measureRequests, serveMetrics, warmUp } =
    await import('#lib/platform/index.ts');
  // Each sees a request before the one above it: what is turned away has had its turn, and is measured.
  const { admitRequests } = await import('#lib/admission/index.ts');
  admitRequests(env.METRICS_PORT);
  const { answerPagesInTurn } = await import('#lib/cache/next-http.ts');
  answerPagesInTurn();
  const { routeNames } = await import('./app/route-names.ts');
  const routeOf = routeNames(`${process.env.NEXT_DIST_DIR || '.next'}/routes-manifest.json`);
  measureRequests((path, port) => (port === env.METRICS_PORT ? null : routeOf(path)));
  serveMetrics();
  // Next's own end waits for nobody who was sent here meanwhile; the launcher keeps it from acting.
  if (process.env.NEXT_MANUAL_SIG_HANDLE) drainOnSignal(tracing.stop);
  const { gateways } = await import('#lib/payments/index.ts');
  gateways();
  const opened = await Promise.allSettled([
    db().$queryRaw`SELECT 1`,
    connectedRedis('session'),
    connectedRedis('fpc'),
    connectedRedis('object'),
  ]);
  const failed = opened.filter(({ status }) => status === 'rejected').length;
  if (failed > 0) logger('web').warn({ failed }, 'started with connections missing');
  const { buildIn, noteBuild, noteBuildEveryMs, renewEveryMs, renewLeases, startRemembering } = await import(
    '#lib/cache/index.ts'
  );
  startRemembering();
  setInterval(() => void renewLeases().catch(() => undefined), renewEveryMs).unref();
  // In development that would compile all of them. Next answers nobody before this function has ended.
  if (process.env.NODE_ENV === 'production') {
    const build = buildIn(process.env.NEXT_DIST_DIR || '.next');
    const note = () => void noteBuild(build).catch(() => undefined);
    note();
    setInterval(note, noteBuildEveryMs).unref();
    const { firstVisit } = await import('./app/first-visit.ts');
    void warmUp({ host: env.LISTEN_ADDRESS, port: Number(process.env.PORT) }, firstVisit);
  }
}

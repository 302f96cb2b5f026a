import { connectedRedis, db, type RedisRole } from '#lib/platform/index.ts';

export const dynamic = 'force-dynamic';

const limitMs = 1_000;

async function state(work: () => Promise<unknown>): Promise<'ok' | 'down'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'down'>((done) => {
    timer = setTimeout(() => done('down'), limitMs);
  });
  const asked = work().then(
    () => 'ok' as const,
    () => 'down' as const,
  );
  const answer = await Promise.race([asked, late]);
  clearTimeout(timer);
  return answer;
}

/**
 * What this process can reach. 200 as long as it can make some page, from the database or from the page cache: with
 * one of them away it must stay in rotation, and say what is degraded.
 */
export async function GET(): Promise<Response> {
  const ping = (role: RedisRole) => state(async () => (await connectedRedis(role)).ping());
  const [database, session, fpc, object] = await Promise.all([
    state(() => db().$queryRaw`SELECT 1`),
    ping('session'),
    ping('fpc'),
    ping('object'),
  ]);
  const parts = { database, 'redis-session': session, 'redis-fpc': fpc, 'redis-object': object };
  const usable = database === 'ok' || fpc === 'ok';
  const degraded = Object.values(parts).includes('down');
  return Response.json(
    { status: usable ? (degraded ? 'degraded' : 'ok') : 'down', parts },
    { status: usable ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  );
}

import { createHash, randomBytes } from 'node:crypto';
import { type Ctx, connectedRedis, env, readAndKeep } from '#lib/platform/index.ts';
import { SessionStoreDown } from './errors.ts';
import { type SessionOrigin, type SessionRecord, type Staff, sessionRecordSchema } from './schemas.ts';

/** A session ends after 12 h without a request, and after 7 days in any case. */
const sessionIdleSeconds = 12 * 60 * 60;
export const sessionLifeSeconds = 7 * 24 * 60 * 60;
const sessionLifeMs = sessionLifeSeconds * 1_000;

/** `__Host-` makes the browser refuse the cookie from any other host or over plain HTTP. */
export const secureCookies = env.SHOP_URL.startsWith('https:');
export const sessionCookie = secureCookies ? '__Host-ballast_staff' : 'ballast_staff';

/** What Redis knows of a token: a copy of its keys opens no session. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

const sessionKey = (tokenHash: string) => `session:${tokenHash}`;
const staffKey = (staffId: string) => `staff-sessions:${staffId}`;

type SessionRedis = Awaited<ReturnType<typeof connectedRedis>>;

async function ask<T>(question: (redis: SessionRedis) => Promise<T>): Promise<T> {
  try {
    return await question(await connectedRedis('session'));
  } catch (error) {
    throw new SessionStoreDown(error);
  }
}

/** One by one, since on a Cluster they are on several servers. Answers how many there were. */
async function deleteEach(redis: SessionRedis, hashes: readonly string[]): Promise<number> {
  const deleted = await Promise.all(hashes.map((hash) => redis.del(sessionKey(hash))));
  return deleted.reduce((total, count) => total + count, 0);
}

/** Starts a session and returns its opaque token. @throws SessionStoreDown */
export async function createSession(
  ctx: Ctx,
  staff: Staff,
  {
    address = '',
    agent = '',
    mustEnrol = false,
  }: Partial<SessionOrigin & Pick<SessionRecord, 'mustEnrol'>> = {},
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const createdAt = ctx.now().getTime();
  const record = JSON.stringify({ staff, createdAt, address, agent, mustEnrol });
  const listKey = staffKey(staff.id);
  await ask(async (redis) => {
    // On a Cluster the two keys may be on two servers. Listed first: a session that is not listed could not be ended.
    const answers = await redis
      .multi()
      .zadd(listKey, createdAt, hashToken(token))
      .zremrangebyscore(listKey, '0', String(createdAt - sessionLifeMs))
      .expire(listKey, sessionLifeSeconds)
      .exec();
    const failure = answers ? answers.find(([error]) => error)?.[0] : new Error('no answer');
    if (failure) throw failure;
    await redis.set(sessionKey(hashToken(token)), record, 'EX', sessionIdleSeconds);
  });
  return token;
}

/** Who holds this token, or null. Using a session keeps it alive. @throws SessionStoreDown */
export async function readSession(ctx: Ctx, token: string): Promise<Staff | null> {
  return (await readSessionRecord(ctx, token))?.staff ?? null;
}

/** The session of this token, or null. Using a session keeps it alive. @throws SessionStoreDown */
export async function readSessionRecord(ctx: Ctx, token: string): Promise<SessionRecord | null> {
  const record = await ask((redis) => readAndKeep(redis, sessionKey(hashToken(token)), sessionIdleSeconds));
  if (!record) return null;
  const session = sessionRecordSchema.safeParse(JSON.parse(record));
  if (session.success && ctx.now().getTime() - session.data.createdAt < sessionLifeMs) {
    return session.data;
  }
  await destroySession(token);
  return null;
}

/** Ends one session; unknown tokens are fine. @throws SessionStoreDown */
export async function destroySession(token: string): Promise<void> {
  await ask((redis) => redis.del(sessionKey(hashToken(token))));
}

/** Ends every session of one member of staff, everywhere, now. Returns how many. @throws SessionStoreDown */
export async function revokeStaffSessions(staffId: string): Promise<number> {
  return ask(async (redis) => {
    const hashes = await redis.zrange(staffKey(staffId), '0', '-1');
    const ended = await deleteEach(redis, hashes);
    await redis.del(staffKey(staffId));
    return ended;
  });
}

export type OpenSession = SessionOrigin & { id: string; createdAt: Date };

/** The open sessions of one member of staff, newest first. @throws SessionStoreDown */
export async function listSessions(staffId: string): Promise<OpenSession[]> {
  return ask(async (redis) => {
    const hashes = await redis.zrevrange(staffKey(staffId), '0', '99');
    const records = await Promise.all(hashes.map((hash) => redis.get(sessionKey(hash))));
    return records.flatMap((record, index) => {
      const session = record === null ? null : sessionRecordSchema.safeParse(JSON.parse(record));
      if (!session?.success) return [];
      const { address, agent, createdAt } = session.data;
      return [{ id: hashes[index] ?? '', address, agent, createdAt: new Date(createdAt) }];
    });
  });
}

/** Ends one session of this member of staff by its id (the token's hash), or all but that one. @throws SessionStoreDown */
export async function endSessions(
  staffId: string,
  which: { id: string } | { allBut: string },
): Promise<number> {
  const open = (await listSessions(staffId)).map(({ id }) => id);
  const ids = open.filter((id) => ('id' in which ? id === which.id : id !== which.allBut));
  return ask((redis) => deleteEach(redis, ids));
}

/** Says in every open session of this member of staff whether a second factor must be set up first. @throws SessionStoreDown */
export async function setMustEnrol(staffId: string, mustEnrol: boolean): Promise<void> {
  await ask(async (redis) => {
    for (const hash of await redis.zrange(staffKey(staffId), '0', '-1')) {
      const session = sessionRecordSchema.safeParse(
        JSON.parse((await redis.get(sessionKey(hash))) ?? 'null'),
      );
      if (!session.success) continue;
      // XX: a session that ended in between stays ended.
      await redis.set(sessionKey(hash), JSON.stringify({ ...session.data, mustEnrol }), 'KEEPTTL', 'XX');
    }
  });
}

/** Whether sessions can be stored and read now. */
export async function sessionStoreAnswers(): Promise<boolean> {
  try {
    await ask((redis) => redis.ping());
    return true;
  } catch {
    return false;
  }
}

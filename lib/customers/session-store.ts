import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Ctx, connectedRedis, readAndKeep } from '#lib/platform/index.ts';
import { CustomerSessionsAway } from './errors.ts';

/** A session ends 30 days after its last use. */
export const sessionSeconds = 30 * 86_400;

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');
const sessionKey = (hash: string) => `customer-session:${hash}`;
const listKey = (customerId: string) => `customer-sessions:${customerId}`;
const linkKey = (hash: string) => `customer-link:${hash}`;

type SessionRedis = Awaited<ReturnType<typeof connectedRedis>>;

async function ask<T>(question: (redis: SessionRedis) => Promise<T>): Promise<T> {
  try {
    return await question(await connectedRedis('session'));
  } catch (error) {
    throw new CustomerSessionsAway(error);
  }
}

/** Starts a session; the token is all that opens it. @throws CustomerSessionsAway */
export async function createSession(ctx: Ctx, customerId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const hash = hashOf(token);
  const now = ctx.now().getTime();
  await ask(async (redis) => {
    // On a Cluster the two keys may be on two servers. Listed first: a session that is not listed could not be ended.
    const answers = await redis
      .multi()
      .zadd(listKey(customerId), now, hash)
      .zremrangebyrank(listKey(customerId), 0, -51)
      .expire(listKey(customerId), sessionSeconds)
      .exec();
    const failure = answers ? answers.find(([error]) => error)?.[0] : new Error('no answer');
    if (failure) throw failure;
    await redis.set(sessionKey(hash), customerId, 'EX', sessionSeconds);
  });
  return token;
}

/** Whose session it is, or null; using it keeps it alive. @throws CustomerSessionsAway */
export async function readSession(token: string): Promise<string | null> {
  return ask((redis) => readAndKeep(redis, sessionKey(hashOf(token)), sessionSeconds));
}

/** Ends one session; an unknown token is fine. @throws CustomerSessionsAway */
export async function endSession(token: string): Promise<void> {
  await ask((redis) => redis.del(sessionKey(hashOf(token))));
}

/** Ends every session of a customer. @throws CustomerSessionsAway */
export async function endSessions(customerId: string): Promise<void> {
  await ask(async (redis) => {
    const hashes = await redis.zrange(listKey(customerId), '0', '-1');
    await Promise.all(hashes.map((hash) => redis.del(sessionKey(hash))));
    await redis.del(listKey(customerId));
  });
}

/** What a mailed link does when it is opened. */
const linkPurposeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sign_in'), customerId: z.string() }),
  z.object({ kind: z.literal('reset'), customerId: z.string() }),
  z.object({ kind: z.literal('change_email'), customerId: z.string(), email: z.string() }),
]);
export type LinkPurpose = z.infer<typeof linkPurposeSchema>;

/** How long a mailed link works. */
export const linkMinutes = { sign_in: 20, reset: 60, change_email: 60 } as const;

/** Makes a link's token. @throws CustomerSessionsAway */
export async function createLink(purpose: LinkPurpose): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const seconds = linkMinutes[purpose.kind] * 60;
  await ask((redis) => redis.set(linkKey(hashOf(token)), JSON.stringify(purpose), 'EX', seconds));
  return token;
}

/** Uses a link up: what it is for, or null when it was used or is too old. @throws CustomerSessionsAway */
export async function takeLink(token: string): Promise<LinkPurpose | null> {
  const stored = await ask((redis) => redis.getdel(linkKey(hashOf(token))));
  if (stored === null) return null;
  return linkPurposeSchema.safeParse(JSON.parse(stored)).data ?? null;
}

import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Ctx, connectedRedis, readAndKeep } from '#lib/platform/index.ts';
import { CustomerSessionsAway } from './errors.ts';

/** A session ends 30 days after its last use, and with the account's next epoch. */
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

/** Sessions that one customer may have: the oldest end. */
const maxSessions = 50;

/** Whose session it is, and the account's epoch as it began: the row must have the same for it to count. */
export type StoredSession = { customerId: string; epoch: number };

// Without its number an epoch is 0: so wrote, and reads, the release before there were any.
const written = ({ customerId, epoch }: StoredSession) =>
  epoch === 0 ? customerId : `${customerId}:${epoch}`;

/**
 * Starts a session; the token is all that opens it. The epoch is of the row that was checked: read anew it could be one
 * that a new password, set in between, has raised. @throws CustomerSessionsAway
 */
export async function createSession(ctx: Ctx, session: StoredSession): Promise<string> {
  const { customerId } = session;
  const token = randomBytes(32).toString('base64url');
  const hash = hashOf(token);
  const now = ctx.now().getTime();
  await ask(async (redis) => {
    // On a Cluster the two keys may be on two servers. Listed first: a session that is not listed could not be ended.
    const answers = await redis
      .multi()
      .zadd(listKey(customerId), now, hash)
      .zrange(listKey(customerId), '0', String(-1 - maxSessions))
      .zremrangebyrank(listKey(customerId), 0, -1 - maxSessions)
      .expire(listKey(customerId), sessionSeconds)
      .exec();
    const failure = answers ? answers.find(([error]) => error)?.[0] : new Error('no answer');
    if (failure) throw failure;
    await redis.set(sessionKey(hash), written(session), 'EX', sessionSeconds);
    const surplus = z.array(z.string()).parse(answers?.[1]?.[1]);
    await Promise.all(surplus.map((old) => redis.del(sessionKey(old))));
  });
  return token;
}

/** The session of a token, or null; using it keeps it alive. Whether its epoch counts is for the caller. @throws CustomerSessionsAway */
export async function readSession(token: string): Promise<StoredSession | null> {
  const stored = await ask((redis) => readAndKeep(redis, sessionKey(hashOf(token)), sessionSeconds));
  if (stored === null) return null;
  const [customerId = '', epoch = '0'] = stored.split(':');
  return { customerId, epoch: Number(epoch) };
}

/** Ends one session; an unknown token is fine. @throws CustomerSessionsAway */
export async function endSession(token: string): Promise<void> {
  await ask((redis) => redis.del(sessionKey(hashOf(token))));
}

/** Takes a customer's listed sessions out of Redis; what ends each of them is the epoch of the row. @throws CustomerSessionsAway */
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

type LinkOf<K extends LinkPurpose['kind']> = Extract<LinkPurpose, { kind: K }>;

/**
 * Uses a link up: what it is for, or null when it was used or is too old. One of another kind, or of another customer than
 * `only`, is null too and goes on working: a stranger's click must not spend it. @throws CustomerSessionsAway
 */
export async function takeLink<K extends LinkPurpose['kind']>(
  token: string,
  kind: K,
  only?: { customerId: string },
): Promise<LinkOf<K> | null> {
  const fits = (stored: string | null): LinkOf<K> | null => {
    const purpose = stored === null ? null : linkPurposeSchema.safeParse(JSON.parse(stored)).data;
    const mine = purpose?.kind === kind && (!only || only.customerId === purpose.customerId);
    return mine ? (purpose as LinkOf<K>) : null;
  };
  const key = linkKey(hashOf(token));
  if (!fits(await ask((redis) => redis.get(key)))) return null;
  return fits(await ask((redis) => redis.getdel(key)));
}

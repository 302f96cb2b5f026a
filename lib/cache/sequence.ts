import { ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel';
import { connectedRedis, type Redis } from '#lib/platform/index.ts';

/**
 * The hash `fpc:tags` holds `__seq` (the newest sequence), `__purge` (that of the last purge, none after a loss),
 * `__floor` (nothing older is valid) and, per tag, the
 * sequence of its last purge. A lost hash begins a new epoch in which everything older is void: a restart or an
 * eviction makes pages misses, never stale. Sequences are milliseconds: VCL reads at most 15 digits.
 */
const tagTable = 'fpc:tags';

const head = `
local known = redis.call('HMGET', KEYS[1], '__seq', '__floor')
local seq, floor = known[1], known[2]
if not seq or not floor then
  local time = redis.call('TIME')
  seq = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
  floor = seq
  redis.call('HSET', KEYS[1], '__seq', seq, '__floor', seq)
end
local function valid(began, tags)
  if began < tonumber(floor) then return false end
  local list = {}
  for tag in string.gmatch(tags, '[^,]+') do list[#list + 1] = tag end
  if #list == 0 then return true end
  local purged = redis.call('HMGET', KEYS[1], unpack(list))
  for i = 1, #list do
    if purged[i] and tonumber(purged[i]) > began then return false end
  end
  return true
end
`;

const scripts = {
  // Answers the sequence now and, when there is a valid entry, its body.
  fpcRead: `${head}
local entry = redis.call('HMGET', KEYS[2], 'began', 'tags')
if not entry[1] then return {seq} end
if not valid(tonumber(entry[1]), entry[2]) then
  redis.call('UNLINK', KEYS[2])
  return {seq}
end
return {seq, redis.call('HGET', KEYS[2], 'body')}`,
  // Stores a page unless one of its tags was purged since its render began.
  fpcWrite: `${head}
if not valid(tonumber(ARGV[1]), ARGV[2]) then return {seq, 0} end
redis.call('DEL', KEYS[2])
redis.call('HSET', KEYS[2], 'began', ARGV[1], 'tags', ARGV[2], 'body', ARGV[3])
redis.call('EXPIRE', KEYS[2], ARGV[4])
return {seq, 1}`,
  // The sequence now, and the highest of the floor and these tags' last purges.
  fpcState: `${head}
local purged = tonumber(floor)
if #ARGV > 0 then
  for _, at in ipairs(redis.call('HMGET', KEYS[1], unpack(ARGV))) do
    if at and tonumber(at) > purged then purged = tonumber(at) end
  end
end
return {seq, string.format('%.0f', purged)}`,
  fpcRaise: `${head}
local raised = string.format('%.0f', math.max(tonumber(seq), tonumber(ARGV[1])) + 1)
local pairs = {'__seq', raised, '__purge', raised}
for i = 2, #ARGV do
  pairs[#pairs + 1] = ARGV[i]
  pairs[#pairs + 1] = raised
  if #pairs >= 4000 then
    redis.call('HSET', KEYS[1], unpack(pairs))
    pairs = {}
  end
end
if #pairs > 0 then redis.call('HSET', KEYS[1], unpack(pairs)) end
return raised`,
  fpcConfirm: `local known = redis.call('HGET', KEYS[1], '__purge')
if not known or tonumber(known) < tonumber(ARGV[1]) then redis.call('HSET', KEYS[1], '__purge', ARGV[1]) end`,
  fpcRestore: `local known = redis.call('HMGET', KEYS[1], '__purge', '__floor')
if not known[1] and known[2] == ARGV[2] then redis.call('HSET', KEYS[1], '__purge', ARGV[1]) end`,
  fpcUnlock: `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`,
};

type Commands = {
  fpcReadBuffer(table: string, key: string): Promise<[Buffer, Buffer?]>;
  fpcWriteBuffer(
    table: string,
    key: string,
    began: string,
    tags: string,
    body: Buffer,
    ttlSeconds: number,
  ): Promise<[Buffer, number]>;
  fpcState(table: string, ...tags: string[]): Promise<[string, string]>;
  fpcRaise(table: string, above: string, ...tags: string[]): Promise<string>;
  fpcConfirm(table: string, sequence: string): Promise<unknown>;
  fpcRestore(table: string, sequence: string, floor: string): Promise<unknown>;
  fpcUnlock(key: string, token: string): Promise<unknown>;
};

const prepared = new WeakSet<Redis>();

async function commands(): Promise<Redis & Commands> {
  const client = await connectedRedis('fpc');
  if (!prepared.has(client)) {
    client.defineCommand('fpcRead', { numberOfKeys: 2, lua: scripts.fpcRead });
    client.defineCommand('fpcWrite', { numberOfKeys: 2, lua: scripts.fpcWrite });
    client.defineCommand('fpcState', { numberOfKeys: 1, lua: scripts.fpcState });
    client.defineCommand('fpcRaise', { numberOfKeys: 1, lua: scripts.fpcRaise });
    client.defineCommand('fpcConfirm', { numberOfKeys: 1, lua: scripts.fpcConfirm });
    client.defineCommand('fpcRestore', { numberOfKeys: 1, lua: scripts.fpcRestore });
    client.defineCommand('fpcUnlock', { numberOfKeys: 1, lua: scripts.fpcUnlock });
    prepared.add(client);
  }
  return client as Redis & Commands;
}

// A frozen Redis costs a page its time limit; after a row of those, nothing, and one page a second tries again.
const breaker = circuitBreaker(handleAll, { halfOpenAfter: 1_000, breaker: new ConsecutiveBreaker(5) });

/** How the tags of a value stand: it is current if it was read at or after `purgedAt`. @throws like `readPage`. */
export async function tagState(tags: readonly string[]): Promise<{ sequence: number; purgedAt: number }> {
  const [sequence, purgedAt] = await breaker.execute(async () =>
    (await commands()).fpcState(tagTable, ...tags),
  );
  return { sequence: Number(sequence), purgedAt: Number(purgedAt) };
}

/**
 * A stored page, when none of its tags was purged since its render began; and the sequence before the caller's own
 * render reads any data. @throws when Redis does not answer within its limit.
 */
export async function readPage(key: string): Promise<{ sequence: string; body: Buffer | null }> {
  const [sequence, body] = await breaker.execute(async () => (await commands()).fpcReadBuffer(tagTable, key));
  return { sequence: String(sequence), body: body ?? null };
}

/** Stores a page rendered from data read after `began`; refused when a tag was purged since. @throws like `readPage`. */
export async function writePage(
  key: string,
  page: { began: string; tags: string[]; body: Buffer; ttlSeconds: number },
): Promise<{ sequence: string; stored: boolean }> {
  const { began, tags, body, ttlSeconds } = page;
  const [sequence, stored] = await breaker.execute(async () =>
    (await commands()).fpcWriteBuffer(tagTable, key, began, tags.join(','), body, ttlSeconds),
  );
  return { sequence: String(sequence), stored: Number(stored) === 1 };
}

/**
 * Makes every page with one of these tags a miss, also those being rendered now.
 * @returns the purge's sequence: above all before it, and above `above`.
 */
export async function raiseSequence(tags: readonly string[], above = '0'): Promise<string> {
  return String(await (await commands()).fpcRaise(tagTable, above, ...tags));
}

/** The sequence of the last purge; null when this Redis has lost it. @throws like `readPage`. */
export async function lastPurge(): Promise<string | null> {
  return (await purgeKnown()).sequence;
}

/** The same, with the epoch in which it was read: null before anything was read or written since a loss. */
export async function purgeKnown(): Promise<{ sequence: string | null; epoch: string | null }> {
  const [sequence = null, epoch = null] = await (await commands()).hmget(tagTable, '__purge', '__floor');
  return { sequence, epoch };
}

/** Says again that a purge begins, if this Redis has lost it since `raiseSequence`. Never lowers what is there. */
export async function confirmPurge(sequence: string): Promise<void> {
  await (await commands()).fpcConfirm(tagTable, sequence);
}

/** Writes the last purge back after a loss, unless Redis knows one or was lost again since `epoch` was read. */
export async function restorePurge(sequence: string, epoch: string): Promise<void> {
  await (await commands()).fpcRestore(tagTable, sequence, epoch);
}

/** Takes the purger's lock for at most `ttlMs`. @returns the function that lets go, or null when another holds it. */
export async function lockPurger(token: string, ttlMs: number): Promise<(() => Promise<void>) | null> {
  const client = await commands();
  const taken = await client.set('fpc:purger', token, 'PX', ttlMs, 'NX');
  if (taken !== 'OK') return null;
  return async () => {
    await client.fpcUnlock('fpc:purger', token);
  };
}

import { connectedRedis } from '#lib/platform/index.ts';
import type { Stock, StockLine, TakenUnits } from './types.ts';

// A hash per SKU: holder → `expiry:units:version`. The version is set when the units were taken from stock: who has
// read the stock at that version or later has them counted already, who has read it before must count the hold still.

const keyOf = (sku: string) => `stock:holds:${sku}`;

const holdScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local holder, ttl = ARGV[1], tonumber(ARGV[2])
local short = {}
for i, key in ipairs(KEYS) do
  local units, onHand, version = tonumber(ARGV[3 * i]), tonumber(ARGV[3 * i + 1]), tonumber(ARGV[3 * i + 2])
  local free = onHand
  local holds = redis.call('HGETALL', key)
  for h = 1, #holds, 2 do
    local expiry, held, taken = string.match(holds[h + 1], '^(%d+):(%d+):(%d*)$')
    if tonumber(expiry) <= now then
      redis.call('HDEL', key, holds[h])
    elseif holds[h] ~= holder and (taken == '' or tonumber(taken) > version) then
      free = free - tonumber(held)
    end
  end
  if free < units then
    table.insert(short, i)
    table.insert(short, math.max(0, free))
  end
end
if #short > 0 then return short end
for i, key in ipairs(KEYS) do
  redis.call('HSET', key, holder, string.format('%.0f:%s:', now + ttl, ARGV[3 * i]))
  redis.call('PEXPIRE', key, ttl)
end
return short`;

const takenScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for i, key in ipairs(KEYS) do
  local hold = redis.call('HGET', key, ARGV[1])
  if hold then
    local _, held = string.match(hold, '^(%d+):(%d+):')
    redis.call('HSET', key, ARGV[1], string.format('%.0f:%s:%s', now + tonumber(ARGV[2]), held, ARGV[2 + i]))
  end
end`;

/** All of the lines or none, in one step. Answers the lines that lack units that nobody holds. @throws when Redis is away. */
export async function hold(
  holder: string,
  lines: readonly (StockLine & Stock)[],
  ttlMs: number,
): Promise<{ sku: string; available: number }[]> {
  const client = await connectedRedis('holds');
  const values = lines.flatMap(({ quantity, onHand, version }) => [quantity, onHand, version]);
  const keys = lines.map(({ sku }) => keyOf(sku));
  const short = (await client.eval(holdScript, keys.length, ...keys, holder, ttlMs, ...values)) as number[];
  return lines.flatMap(({ sku }, index) => {
    const found = short.findIndex((value, place) => place % 2 === 0 && value === index + 1);
    return found < 0 ? [] : [{ sku, available: short[found + 1] ?? 0 }];
  });
}

/** The units were taken from stock; the hold lives on for `ttlMs` for those who have read the stock before that. */
export async function markTaken(holder: string, taken: readonly TakenUnits[], ttlMs: number): Promise<void> {
  const client = await connectedRedis('holds');
  const keys = taken.map(({ sku }) => keyOf(sku));
  const versions = taken.map(({ version }) => version);
  await client.eval(takenScript, keys.length, ...keys, holder, ttlMs, ...versions);
}

/**
 * Ends what one checkout holds of these SKUs. @throws when the object Redis is away: holds then end when their time
 * is over.
 */
export async function letGo(holder: string, skus: readonly string[]): Promise<void> {
  const client = await connectedRedis('holds');
  await Promise.all(skus.map((sku) => client.hdel(keyOf(sku), holder)));
}

import { connectedRedis } from '#lib/platform/index.ts';
import { firstRate, type Line } from './admission.ts';

const keyOf = (room: string) => `line:${room}`;
/** Longer than a sale may last: the line ends with it. */
const keptSeconds = 4 * 86_400;

/** Takes the next number of a line. */
export async function takeNumber(room: string): Promise<number> {
  const redis = await connectedRedis('object');
  const number = await redis.hincrby(keyOf(room), 'taken', 1);
  if (number === 1) await redis.expire(keyOf(room), keptSeconds);
  return number;
}

/** A line as it was last looked at; one that nobody has looked at since `sinceMs` begins then. */
export async function readLine(room: string, sinceMs: number): Promise<{ line: Line; taken: number }> {
  const redis = await connectedRedis('object');
  const [taken, called, rate, lookedAt] = await redis.hmget(
    keyOf(room),
    'taken',
    'called',
    'rate',
    'looked_at',
  );
  const line = {
    called: Number(called ?? 0),
    rate: Number(rate ?? firstRate),
    lookedAtMs: Number(lookedAt ?? sinceMs),
  };
  return { line, taken: Number(taken ?? 0) };
}

// Of several who moved the line on from the same look one is believed: it moves once.
const move = `
local looked_at = redis.call('HGET', KEYS[1], 'looked_at')
if looked_at and tonumber(looked_at) ~= tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'called', ARGV[2], 'rate', ARGV[3], 'looked_at', ARGV[4])
redis.call('EXPIRE', KEYS[1], ARGV[5])
return 1`;

/** Keeps where a line has come to, unless somebody else did since `before` was read. */
export async function writeLine(
  room: string,
  before: Line,
  { called, rate, lookedAtMs }: Line,
): Promise<void> {
  const redis = await connectedRedis('object');
  await redis.eval(move, 1, keyOf(room), before.lookedAtMs, called, rate, lookedAtMs, keptSeconds);
}

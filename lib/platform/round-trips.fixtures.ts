import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { db } from './database.ts';
import { env } from './env.ts';
import { parseRedisAddress } from './redis-address.ts';
import { type RedisServer, redisServers } from './redis-info.ts';

/** What each server was asked: statements with their values, Redis commands as its MONITOR shows them. */
export type RoundTrips = Record<'mysql' | RedisServer, string[]>;

const urls: Record<RedisServer, () => string> = {
  session: () => env.REDIS_SESSION_URL,
  fpc: () => env.REDIS_FPC_URL,
  object: () => env.REDIS_OBJECT_URL,
  queue: () => env.REDIS_QUEUE_URL,
};

async function socketTo(server: RedisServer): Promise<Socket> {
  const address = parseRedisAddress(urls[server]());
  if (address.kind !== 'server') throw new Error(`${server} is not one server`);
  const socket = connect(address.at);
  await new Promise<void>((done, fail) => socket.once('connect', done).once('error', fail));
  return socket;
}

/** Listens to all commands of a Redis. `end` answers those since, without what its scripts did inside. */
async function watchRedis(server: RedisServer): Promise<{ end: () => Promise<string[]> }> {
  const [watching, asking] = await Promise.all([socketTo(server), socketTo(server)]);
  const lines = createInterface({ input: watching })[Symbol.asyncIterator]();
  watching.write('MONITOR\r\n');
  await lines.next();
  return {
    end: async () => {
      const mark = randomUUID();
      asking.write(`ECHO ${mark}\r\n`);
      const commands: string[] = [];
      for (;;) {
        const { value: line = mark } = (await lines.next()) as { value?: string };
        if (line.includes(mark)) break;
        const [, client, command] = /^\+[\d.]+ \[\d+ (\S+)\] (.*)$/.exec(line) ?? [];
        if (command && client !== 'lua') commands.push(command);
      }
      watching.destroy();
      asking.destroy();
      return commands;
    },
  };
}

/** Has MariaDB note all statements. `end` answers those since. */
async function watchDatabase(): Promise<{ end: () => Promise<string[]> }> {
  await db().$executeRawUnsafe(`SET GLOBAL general_log = 'OFF', log_output = 'TABLE'`);
  await db().$executeRawUnsafe('TRUNCATE TABLE mysql.general_log');
  await db().$executeRawUnsafe(`SET GLOBAL general_log = 'ON'`);
  return {
    end: async () => {
      await db().$executeRawUnsafe(`SET GLOBAL general_log = 'OFF'`);
      const rows = await db().$queryRawUnsafe<{ argument: string }[]>(
        `SELECT CONVERT(argument USING utf8mb4) AS argument FROM mysql.general_log
         WHERE command_type IN ('Query', 'Execute')`,
      );
      return rows.map(({ argument }) => argument).filter((text) => !/^SET GLOBAL general_log/.test(text));
    },
  };
}

/**
 * What `work` asks MariaDB and each Redis for. Only where nothing else runs: what others ask meanwhile is among it.
 */
export async function roundTripsOf(work: () => Promise<unknown>): Promise<RoundTrips> {
  const redis = await Promise.all(redisServers.map(watchRedis));
  const database = await watchDatabase();
  let mysql: string[] = [];
  let commands: string[][] = [];
  try {
    await work();
  } finally {
    mysql = await database.end();
    commands = await Promise.all(redis.map((one) => one.end()));
  }
  const ofRedis = redisServers.map((server, index) => [server, commands[index] ?? []] as const);
  return { mysql, ...Object.fromEntries(ofRedis) } as RoundTrips;
}

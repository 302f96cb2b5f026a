import { setTimeout as wait } from 'node:timers/promises';
import { type Connection, createConnection } from 'mariadb';
import { databaseAddress, env } from '#lib/platform/index.ts';

const everyMs = 25;
const table = 'chaos_probe';

/** Writes rows one after the other through the front door of the database, as any client would, and notes when it could. */
export class WriteProbe {
  /** Ids whose INSERT was acknowledged, and when (milliseconds). */
  readonly acknowledged: { id: number; at: number }[] = [];
  #over = false;
  #running: Promise<void> | null = null;

  async #connect(): Promise<Connection> {
    const connection = await createConnection({
      ...databaseAddress(env.DATABASE_URL),
      connectTimeout: 500,
      socketTimeout: 2_000,
    });
    // One that is closed while nothing is asked of it says so here; the next INSERT fails and another is opened.
    connection.on('error', () => undefined);
    return connection;
  }

  async start(): Promise<void> {
    const connection = await this.#connect();
    await connection.query(`DROP TABLE IF EXISTS ${table}`);
    await connection.query(`CREATE TABLE ${table} (id INT PRIMARY KEY)`);
    await connection.end();
    this.#running = this.#run();
  }

  async #run(): Promise<void> {
    let connection: Connection | null = null;
    for (let id = 1; !this.#over; id++) {
      try {
        connection ??= await this.#connect();
        await connection.query(`INSERT INTO ${table} (id) VALUES (?)`, [id]);
        this.acknowledged.push({ id, at: Date.now() });
      } catch {
        connection?.destroy();
        connection = null;
      }
      await wait(everyMs);
    }
    connection?.destroy();
  }

  /** The longest time between two acknowledged writes around the moments `from` and `to`, in milliseconds. */
  longestGapMs(from: number, to: number): number {
    const before = this.acknowledged.findLast(({ at }) => at <= from)?.at ?? from;
    const times = this.acknowledged.map(({ at }) => at).filter((at) => at > from && at <= to);
    return [...times, to].reduce(
      ({ last, longest }, at) => ({ last: at, longest: Math.max(longest, at - last) }),
      { last: before, longest: 0 },
    ).longest;
  }

  /** Ends it. @returns the acknowledged rows that are not there any more. */
  async end(): Promise<number[]> {
    this.#over = true;
    await this.#running;
    const connection = await this.#connect();
    try {
      const rows = await connection.query<{ id: number }[]>(`SELECT id FROM ${table}`);
      const there = new Set(rows.map(({ id }) => id));
      await connection.query(`DROP TABLE ${table}`);
      return this.acknowledged.map(({ id }) => id).filter((id) => !there.has(id));
    } finally {
      await connection.end();
    }
  }
}

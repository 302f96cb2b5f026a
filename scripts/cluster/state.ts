import { createConnection } from 'mariadb';

/** What a node says of itself. */
export type NodeState = {
  /** Takes statements: it is in the primary component and caught up. */
  ready: boolean;
  /** Synced, Donor/Desynced, Joiner, … */
  state: string;
  /** Members of its component. */
  size: number;
  /** Number of the last write set it has applied. */
  committed: number;
  uuid: string;
};

/** Asks a node on loopback; null when it does not answer within `limitMs`. */
export async function nodeState(port: number, limitMs = 1_000): Promise<NodeState | null> {
  try {
    const connection = await createConnection({
      ...{ host: '127.0.0.1', port, user: 'root', connectTimeout: limitMs, socketTimeout: limitMs },
    });
    try {
      const rows = await connection.query<{ Variable_name: string; Value: string }[]>(
        "SHOW GLOBAL STATUS LIKE 'wsrep%'",
      );
      const value = (name: string) => rows.find((row) => row.Variable_name === name)?.Value ?? '';
      return {
        ready: value('wsrep_ready') === 'ON',
        state: value('wsrep_local_state_comment'),
        size: Number(value('wsrep_cluster_size')),
        committed: Number(value('wsrep_last_committed')),
        uuid: value('wsrep_cluster_state_uuid'),
      };
    } finally {
      connection.destroy();
    }
  } catch {
    return null;
  }
}

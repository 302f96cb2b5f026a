import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type HaproxyOptions = {
  /** Where clients connect, on loopback and through a Unix socket. */
  port: number;
  /** Serves `/metrics` for Prometheus. */
  metricsPort: number;
  socket: string;
  /** A Unix socket for `show stat`. */
  stats: string;
  nodes: readonly { name: string; port: number }[];
};

/** The account the checks log in with: no password, no rights. */
export const checkUser = 'haproxy';

/** A packet of MariaDB's client protocol (3 bytes of length, the sequence, the content), in hexadecimal. */
function packet(sequence: number, ...content: Buffer[]): string {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(4);
  head.writeUIntLE(body.length, 0, 3);
  head.writeUInt8(sequence, 3);
  return Buffer.concat([head, body]).toString('hex');
}

const text = (value: string) => Buffer.from(value, 'latin1');
/** A value as it stands in a row: its length, then itself. */
const cell = (value: string) => Buffer.concat([Buffer.from([value.length]), text(value)]);

/** HandshakeResponse41 without a password: long password, protocol 4.1, secure connection, plugin named; utf8. */
const login = packet(
  1,
  Buffer.from('018208000000004021', 'hex'),
  Buffer.alloc(23),
  text(`${checkUser}\0`),
  Buffer.from([0]),
  text('mysql_native_password\0'),
);

/** HAProxy's configuration for one cluster. @throws Error for a path it cannot be given. */
export function renderHaproxy({ port, metricsPort, socket, stats, nodes }: HaproxyOptions): string {
  for (const path of [socket, stats]) {
    if (/[\s"'#\\]/.test(path)) throw new Error(`HAProxy cannot be given the path ${JSON.stringify(path)}`);
  }
  const values: Record<string, string> = {
    PORT: String(port),
    METRICS_PORT: String(metricsPort),
    SOCKET: socket,
    STATS: stats,
    LOGIN: login,
    // An OK packet: nothing changed, no error.
    WELCOME: '0700000200',
    QUESTION: packet(0, Buffer.from([3]), text("SHOW GLOBAL STATUS LIKE 'wsrep_ready'")),
    READY: Buffer.concat([cell('wsrep_ready'), cell('ON')]).toString('hex'),
    GOODBYE: packet(0, Buffer.from([1])),
    SERVERS: nodes.map((node) => `  server ${node.name} 127.0.0.1:${node.port}`).join('\n'),
  };
  const template = readFileSync(join(import.meta.dirname, 'haproxy.cfg'), 'utf8');
  return template.replace(/@([A-Z_]+)@/g, (whole, name: string) => values[name] ?? whole);
}

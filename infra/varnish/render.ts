import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type VclOptions = {
  /** The web processes, on loopback. */
  webPorts: readonly number[];
  /** The shop's public name, with its port if it has one: what every page is asked for by. */
  host: string;
  /** Addresses that may purge; loopback when not given. */
  purgers?: readonly string[];
  /** False shows what the guards against late renders are for. */
  guards?: boolean;
};

/** Varnish's program for one stack. @throws Error for an address that is none. */
export function renderVcl({ webPorts, host, purgers = ['127.0.0.1'], guards = true }: VclOptions): string {
  for (const address of purgers) {
    if (!/^[\d.:a-f/]+$/i.test(address)) throw new Error(`Not an address that may purge: ${address}`);
  }
  if (!/^[a-z\d.:[\]-]+$/i.test(host)) throw new Error(`Not a name of a shop: ${host}`);
  const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');
  const values: Record<string, string> = {
    BACKENDS: webPorts
      .map((port, index) =>
        [
          `backend web${index + 1} {`,
          '    .host = "127.0.0.1";',
          `    .port = "${port}";`,
          '    .probe = ready;',
          '    .connect_timeout = 1s;',
          '    .first_byte_timeout = 30s;',
          '    .between_bytes_timeout = 10s;',
          '    .max_connections = 500;',
          '}',
        ].join('\n'),
      )
      .join('\n'),
    MEMBERS: webPorts.map((_, index) => `    web.add_backend(web${index + 1});`).join('\n'),
    EACH: webPorts.map((_, index) => `    each.add_backend(web${index + 1});`).join('\n'),
    HOST: host,
    GUARDS: String(guards),
    PURGERS: purgers.map((address) => `"${address}";`).join(' '),
    UNAVAILABLE: read('unavailable.html').trim(),
  };
  return read('shop.vcl').replace(/@([A-Z_]+)@/g, (whole, name: string) => values[name] ?? whole);
}

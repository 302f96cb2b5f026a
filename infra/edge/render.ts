import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type EdgeOptions = {
  port: number;
  varnishPort: number;
  /** The build's folder: its `static` is served from disk. */
  buildDir: string;
  publicDir: string;
  /** Stored pictures, two levels deep. */
  mediaDir: string;
  /** The origin the browser sends card data to, beside Stripe's; empty for none. */
  gatewayOrigin: string;
  /** Temporary files and the pid file; must exist. */
  runDir: string;
  logDir: string;
};

/** nginx's configuration for one stack. As root its processes stay root, to read files under a private home. */
export function renderEdge(options: EdgeOptions, asRoot = process.getuid?.() === 0): string {
  const values: Record<string, string> = {
    PORT: String(options.port),
    VARNISH: `127.0.0.1:${options.varnishPort}`,
    BUILD_DIR: options.buildDir,
    PUBLIC_DIR: options.publicDir,
    MEDIA_DIR: options.mediaDir,
    GATEWAY: options.gatewayOrigin,
    RUN_DIR: options.runDir,
    LOG_DIR: options.logDir,
  };
  for (const [name, value] of Object.entries(values)) {
    if (/["\n\\{};]/.test(value)) throw new Error(`nginx cannot be given ${name} = ${JSON.stringify(value)}`);
  }
  const template = readFileSync(join(import.meta.dirname, 'nginx.conf'), 'utf8');
  values.USER = asRoot ? 'user root;' : '';
  return template.replace(/@([A-Z_]+)@/g, (whole, name: string) => values[name] ?? whole);
}

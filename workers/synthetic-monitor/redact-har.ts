import { readFileSync, writeFileSync } from 'node:fs';

const secret = /^(cookie|set-cookie|authorization|x-ballast-traffic)$/i;

type Entry = { name?: unknown; value?: unknown };

/** Takes out of a HAR file what opens a session or passes a request off as the monitor's. */
export function redactHar(path: string): void {
  const text = JSON.stringify(JSON.parse(readFileSync(path, 'utf8')), (key, value: unknown) => {
    if (key === 'cookies') return [];
    const { name } = (value ?? {}) as Entry;
    if (typeof name === 'string' && secret.test(name)) return { name, value: '…' };
    return value;
  });
  writeFileSync(path, text);
}

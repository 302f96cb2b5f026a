import { spawn } from 'node:child_process';
import { expect, test } from '@playwright/test';

test('24 readers and 3 writers for a quarter of a minute: nothing older than acknowledged is ever shown', async () => {
  test.setTimeout(120_000);
  const child = spawn(process.execPath, ['load/coherence/here.ts', '--reads', '100000', '--seconds', '12']);
  let told = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      told += chunk.toString();
    });
  }
  const code = await new Promise<number | null>((done) => child.on('close', done));
  expect(code, told).toBe(0);
  expect(told).toContain('0 violations, 0 pages stale at the end');
});

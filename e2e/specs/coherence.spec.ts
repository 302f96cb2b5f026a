import { spawn } from 'node:child_process';
import { expect, test } from '@playwright/test';

test.skip(!process.env.DATA_DIR, 'needs the stack of npm test');

test('24 readers and 3 writers for some seconds: nothing older than acknowledged is ever shown', async () => {
  test.setTimeout(240_000);
  const args = ['load/coherence/here.ts', '--reads', '3000', '--seconds', '90', '--at-least', '500'];
  const child = spawn(process.execPath, ['--import', './scripts/environment.ts', ...args]);
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

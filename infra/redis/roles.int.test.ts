import { connect } from 'node:net';
import { expect, test } from 'vitest';

// Raw RESP: the roles' servers are asked as they run, not as a client library sees them.
function ask(url: string | undefined, command: string): Promise<string> {
  const target = new URL(url ?? '');
  return new Promise((done, fail) => {
    const socket = connect({ host: target.hostname, port: Number(target.port), timeout: 2_000 });
    let answer = '';
    socket.on('connect', () => socket.write(`${command}\r\nQUIT\r\n`));
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('end', () => done(answer));
    socket.on('timeout', () => socket.destroy(new Error('timeout')));
    socket.on('error', fail);
  });
}

test.each([
  ['REDIS_SESSION_URL', 'noeviction', 'yes'],
  ['REDIS_FPC_URL', 'allkeys-lru', 'no'],
  ['REDIS_OBJECT_URL', 'volatile-lru', 'no'],
  ['REDIS_QUEUE_URL', 'noeviction', 'yes'],
])('%s runs as %s with AOF %s, bounded, without snapshots', async (variable, policy, appendOnly) => {
  const url = process.env[variable];
  expect(await ask(url, 'CONFIG GET maxmemory-policy')).toContain(`\r\n${policy}\r\n`);
  expect(await ask(url, 'CONFIG GET appendonly')).toContain(`\r\n${appendOnly}\r\n`);
  expect(await ask(url, 'CONFIG GET maxmemory')).not.toContain('\r\n0\r\n');
  expect(await ask(url, 'CONFIG GET save')).toMatch(/save\r\n\$0\r\n/);
  expect(await ask(url, 'CONFIG GET bind')).toContain('127.0.0.1');
});

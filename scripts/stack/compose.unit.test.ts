import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Service } from './services.ts';

type Container = {
  command: string[];
  healthcheck?: { test: string[] };
  network_mode: string;
  environment: Record<string, string>;
};

const compose = parse(readFileSync('compose.yaml', 'utf8'), { merge: true }) as {
  services: Record<string, Container>;
};
let stack: Service[] = [];

beforeAll(async () => {
  Object.assign(process.env, { BALLAST_PORT: '7400', SYNTHETIC_MONITOR: 'on' });
  await import('../environment.ts');
  stack = (await import('./services.ts')).services('production');
});

test('compose.yaml runs every process of the stack, and no other, by the same commands and ports', () => {
  const { prepare, ...processes } = compose.services;
  expect(Object.keys(processes).sort()).toEqual(stack.map(({ name }) => name).sort());
  for (const [name, container] of Object.entries(processes)) {
    expect(container.command).toEqual(['scripts/stack/run.ts', name]);
    expect(container.healthcheck?.test.slice(-3)).toEqual(['scripts/stack/run.ts', name, '--ready']);
    expect(container.network_mode).toBe('host');
    expect(container.environment.BALLAST_PORT).toMatch(/BALLAST_PORT:-7400/);
  }
  expect(prepare?.command).toEqual(['scripts/stack/prepare.ts']);
});

test('every file the image and the services name is there', () => {
  const dockerfile = readFileSync('Dockerfile', 'utf8');
  const named = [
    ...`${dockerfile}\n${readFileSync('compose.yaml', 'utf8')}`.matchAll(/scripts\/[\w/-]+\.ts/g),
  ];
  const configured = [
    ...['edge', 'services', 'watchers']
      .map((name) => readFileSync(`scripts/stack/${name}.ts`, 'utf8'))
      .join('\n')
      .matchAll(/infra\/[\w/-]+\.(?:ts|cnf)/g),
  ];
  const files = [...named, ...configured].map(([file]) => file);
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});

test('the image installs the packages that npm start installs', async () => {
  const { programs } = await import('./packages.ts');
  const line = /apt-get install -y --no-install-recommends (.*?) \\/.exec(
    readFileSync('Dockerfile', 'utf8'),
  )?.[1];
  expect(line?.split(' ').sort()).toEqual(
    [...new Set([...Object.values(programs), 'varnish-modules'])].sort(),
  );
});

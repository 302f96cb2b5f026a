import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { env } from '#lib/platform/index.ts';
import { stackState } from '#scripts/stack/control.ts';
import { cpuMs } from '../bench/cpu.ts';
import { run as runLoad } from '../run/index.ts';
import { callTree, ownerOf, selfTimes } from './cpu-profile.ts';
import { renderFlame } from './flame.ts';
import { profileProcess } from './inspect.ts';

const shown = 25;

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
}

/** The Node process that works for a service: Next's server may be a child of the one that was started. */
async function workingPid(service: string): Promise<{ name: string; pid: number }> {
  const services = (await stackState())?.services ?? [];
  const found =
    services.find(({ name }) => name === service) ?? services.find(({ name }) => name.startsWith(service));
  if (!found?.pid)
    throw new Error(`No process ${service} runs; there are ${services.map(({ name }) => name).join(', ')}`);
  const isNode = (pid: number) => readFileSync(`/proc/${pid}/comm`, 'utf8').match(/node|next/i) !== null;
  const all = [found.pid, ...childrenOf(found.pid)].filter(isNode);
  const [busiest = found.pid] = all.toSorted((a, b) => cpuMs([b]) - cpuMs([a]));
  return { name: found.name, pid: busiest };
}

/**
 * `npm run profile -- web|worker [SCENARIO]`: a flame graph and the dearest functions of one process under a scenario.
 * @returns the exit code.
 */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { seconds: { type: 'string', default: '60' }, rate: { type: 'string', default: '0.4' } },
  });
  const [service = 'web', scenario = 'peak'] = positionals;
  const seconds = Number(values.seconds);
  const target = await workingPid(service);
  const loading = runLoad([scenario, '--seconds', String(seconds), '--rate', values.rate]);
  // Neither the beginning, when sessions are few, nor the end.
  await wait(seconds * 250);
  const profile = await profileProcess(target.pid, seconds * 600);
  // Its limits are not judged here: a profiler is on.
  await loading;

  const root = callTree(profile);
  const costs = selfTimes(root);
  const share = (self: number) => `${((100 * self) / root.total).toFixed(1).padStart(5)} %`;
  const owners = new Map<string, number>();
  for (const { place, self } of costs) owners.set(ownerOf(place), (owners.get(ownerOf(place)) ?? 0) + self);
  console.log(
    `\n${target.name}: ${(root.total / 1_000).toFixed(0)} ms of CPU in ${(seconds * 0.6).toFixed(0)} s\n\nby owner`,
  );
  for (const [owner, self] of [...owners].sort(([, a], [, b]) => b - a).slice(0, 12)) {
    console.log(`  ${share(self)}  ${owner}`);
  }
  console.log('\nby function, time in itself');
  for (const { name, place, self } of costs.slice(0, shown)) {
    console.log(`  ${share(self)}  ${name.slice(0, 44).padEnd(45)} ${place}`);
  }
  const folder = join(env.DATA_DIR, 'load', 'profiles');
  mkdirSync(folder, { recursive: true });
  const name = `${new Date().toISOString().slice(0, 19).replace(/[T:]/g, '-')}-${target.name}-${scenario}`;
  writeFileSync(join(folder, `${name}.cpuprofile`), JSON.stringify(profile));
  writeFileSync(join(folder, `${name}.html`), renderFlame(root, `${target.name} under ${scenario}`));
  console.log(`\nflame graph: ${join(folder, `${name}.html`)} (and .cpuprofile for the browser's tools)`);
  return 0;
}

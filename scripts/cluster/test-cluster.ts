import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderHaproxy } from '../../infra/haproxy/render.ts';
import { requiredProgram } from '../stack/packages.ts';
import { freePorts } from '../stack/private.ts';
import { endProcess, startTime, until } from '../stack/processes.ts';
import { createCluster } from './create.ts';
import { clusterNodes, type Node, nodeCommand } from './nodes.ts';
import { planStart } from './plan-start.ts';
import { nodeState } from './state.ts';

/** A small cluster of a test's own: three servers and HAProxy, killed and started as the test says. */
export type TestCluster = {
  folder: string;
  nodes: Node[];
  /** Where HAProxy listens. */
  port: number;
  /** Starts nodes that are down, each as the plan says; resolves when all are ready. */
  start: (...names: Node[]) => Promise<void>;
  signal: (node: Node, signal: NodeJS.Signals) => void;
  /** Kills nodes with -9 and waits until they are gone. */
  kill: (...nodes: Node[]) => Promise<void>;
  log: (node: Node) => string;
  close: () => Promise<void>;
};

/** Opens a cluster in a folder of its own. @throws Error that names what is not installed. */
export async function openTestCluster(): Promise<TestCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'ballast-cluster-'));
  const base = await freePorts(24_000);
  const nodes = clusterNodes(folder, base + 60);
  const running = new Map<string, ChildProcess>();
  const logOf = (name: string) => join(folder, `${name}.log`);

  function run(name: string, { file, args }: { file: string; args: string[] }): void {
    const out = openSync(logOf(name), 'a');
    running.set(name, spawn(file, args, { stdio: ['ignore', out, out] }));
  }
  const idOf = (name: string) => {
    const pid = running.get(name)?.pid ?? 0;
    return { pid, startedAt: startTime(pid) ?? '' };
  };
  const gone = (name: string) => until(() => startTime(idOf(name).pid) === null, 10_000);

  async function start(...which: Node[]): Promise<void> {
    await Promise.all(
      which.map(async (node) => {
        const ready = async () => (await nodeState(node.ports.sql))?.ready === true;
        // One that ends while it joins is started again, as the supervisor does: Galera gives up a copy that another
        // node's joining overtook.
        for (let tries = 0; tries < 3; tries++) {
          run(node.name, nodeCommand(node, await planStart(node, nodes)));
          const ended = () => startTime(idOf(node.name).pid) === null;
          await until(async () => ended() || (await ready()), 90_000, 100);
          if (!ended()) break;
        }
        if (await ready()) return;
        throw new Error(
          `${node.name} is not ready:\n${readFileSync(logOf(node.name), 'utf8').slice(-3_000)}`,
        );
      }),
    );
  }

  async function close(): Promise<void> {
    for (const name of running.keys()) running.get(name)?.kill('SIGCONT');
    await Promise.all([...running.keys()].map((name) => endProcess(idOf(name), 100)));
    rmSync(folder, { recursive: true, force: true });
  }

  try {
    await createCluster(nodes, null);
    await start(...nodes);
    const file = join(folder, 'haproxy.cfg');
    const text = renderHaproxy({
      port: base + 10,
      metricsPort: base + 38,
      socket: join(folder, 'front.sock'),
      stats: join(folder, 'stats.sock'),
      nodes: nodes.map(({ name, ports }) => ({ name, port: ports.sql })),
    });
    writeFileSync(file, text);
    const checked = spawnSync(requiredProgram('haproxy'), ['-c', '-f', file], { encoding: 'utf8' });
    if (checked.status !== 0) throw new Error(checked.stderr || checked.stdout);
    run('haproxy', { file: requiredProgram('haproxy'), args: ['-db', '-f', file] });
    if (!(await until(async () => (await nodeState(base + 10))?.ready === true, 20_000, 100))) {
      throw new Error(`HAProxy finds no node:\n${readFileSync(logOf('haproxy'), 'utf8')}`);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    ...{ folder, nodes, port: base + 10, start, close },
    signal: (node, signal) => void running.get(node.name)?.kill(signal),
    kill: async (...which) => {
      for (const { name } of which) running.get(name)?.kill('SIGKILL');
      await Promise.all(which.map(({ name }) => gone(name)));
    },
    log: ({ name }) => readFileSync(logOf(name), 'utf8'),
  };
}

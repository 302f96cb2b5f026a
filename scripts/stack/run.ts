import { spawn } from 'node:child_process';
import { makeFolders } from './instance.ts';
import { until } from './processes.ts';
import { services } from './services.ts';

/**
 * Runs one service of the stack in the foreground, for container and init systems that supervise by
 * themselves: `node --import ./scripts/environment.ts scripts/stack/run.ts NAME`. With `--ready` it only
 * answers, by its exit code, whether the service is ready.
 */
const [name, option] = process.argv.slice(2);
const service = services('production').find((one) => one.name === name);
if (!service) {
  console.error(
    `No service ${name}; there are: ${services('production')
      .map((one) => one.name)
      .join(', ')}`,
  );
  process.exit(2);
}
if (option === '--ready') process.exit((await until(service.ready, 1_000)) ? 0 : 1);

makeFolders();
await service.prepare?.();
const { file, args, env, cwd } = service.command();
const child = spawn(file, args, { stdio: 'inherit', cwd, env: { ...process.env, ...env } });
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));

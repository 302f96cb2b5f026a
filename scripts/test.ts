import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';

/** Everything that proves the project, in order of cost; closes with `N passed, N failed`. */

type Counts = { passed: number; failed: number; skipped: number };
const total: Counts = { passed: 0, failed: 0, skipped: 0 };

function run(command: string, args: string[], environment: Record<string, string> = {}): boolean {
  return spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...environment } }).status === 0;
}

function step(name: string, work: () => Counts): void {
  const began = Date.now();
  console.log(`\n-> ${name}`);
  const counts = work();
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  console.log(
    `   ${name}: ${counts.failed === 0 ? 'ok' : 'FAILED'} in ${((Date.now() - began) / 1000).toFixed(1)} s`,
  );
}

function check(name: string, command: string, args: string[]): void {
  step(name, () => {
    const passed = run(command, args);
    return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
  });
}

function vitest(project: string): void {
  step(`${project} tests`, () => {
    const report = `.data/test/${project}.json`;
    mkdirSync('.data/test', { recursive: true });
    const passed = run('node_modules/.bin/vitest', [
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ]);
    if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
    const result = JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>;
    const failed = result.numFailedTests ?? 0;
    return {
      passed: result.numPassedTests ?? 0,
      failed: passed ? failed : Math.max(1, failed),
      skipped: result.numPendingTests ?? 0,
    };
  });
}

check('format and lint', 'node_modules/.bin/biome', ['check', '--error-on-warnings', '.']);
check('types', 'node_modules/.bin/tsc', ['--noEmit']);
check('import rules and floating promises', 'node_modules/.bin/oxlint', ['--type-aware', '--deny-warnings']);
vitest('unit');

console.log(
  `\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
);
process.exitCode = total.failed === 0 ? 0 : 1;

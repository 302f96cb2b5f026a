import { lockLauncher, stopStack } from './stack/control.ts';
import { step } from './stack/steps.ts';

/** `npm stop`: ends every process of this checkout's stack, and no other. */
let release = () => {};
try {
  release = lockLauncher();
  await step('stopping', stopStack, (was) => (was ? 'stopped' : 'nothing was running'));
} catch (error) {
  console.error(`\n${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  release();
}

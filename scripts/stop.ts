import { lockLauncher, stopStack } from './stack/control.ts';
import { step } from './stack/steps.ts';

/** `npm stop`: ends every process of this checkout's stack, and no other. */
const release = lockLauncher();
try {
  await step('stopping', stopStack, (was) => (was ? 'stopped' : 'nothing was running'));
} finally {
  release();
}

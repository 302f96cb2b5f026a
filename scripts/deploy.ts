import { build, forgetOldBuilds, publishStatic } from './stack/build.ts';
import { lockLauncher, rollServices, stackState } from './stack/control.ts';
import { machineryHash, settingsHash } from './stack/instance.ts';
import { migrateDatabase } from './stack/prepare-data.ts';
import { step } from './stack/steps.ts';

/**
 * `npm run deploy`: the running shop goes over to the present sources, one process after the other, while the others sell.
 * With sources that have not changed it is a rolling restart.
 */
async function deploy(): Promise<void> {
  // A wrong value ends here, by name.
  const { ageAllPages, buildIn, noteTakeOver } = await import('#lib/cache/index.ts');
  const state = await stackState();
  if (state?.mode !== 'production') throw new Error('No shop is running here; `npm start` starts it.');
  if (state.settings !== settingsHash() || state.machinery !== machineryHash()) {
    throw new Error(
      'Settings, infra/ or scripts/ have changed: `npm start` is needed, which stops the shop for some seconds.',
    );
  }
  const made = await step('building the shop', build, ({ built }) => (built ? 'done' : 'up to date'));
  // Before anybody sends a page of the new build.
  await step('publishing its scripts and styles', () => publishStatic(made.folder));
  await step('migrating the database', migrateDatabase, (done) =>
    done.length > 0 ? done.join(', ') : 'up to date',
  );
  await step('restarting web and workers one by one', () => rollServices(made.folder));
  if (state.build !== made.folder) {
    // Or the worker, which would see it some seconds later, ages them once more.
    await noteTakeOver(buildIn(made.folder)).catch(() => undefined);
    await step('letting its pages take over', ageAllPages, (pages) => `${pages} pages aged`);
  }
  forgetOldBuilds(made.folder);
}

let release = () => {};
try {
  release = lockLauncher();
  await deploy();
} catch (error) {
  console.error(`\n${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  release();
}
process.exit();

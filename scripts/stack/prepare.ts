import { migrateDatabase, seedDatabase } from './prepare-data.ts';
import { step } from './steps.ts';

/** One-shot for container systems: what `npm start` does to the database before the shop starts. */
await step('migrating the database', migrateDatabase, (done) =>
  done.length > 0 ? done.join(', ') : 'up to date',
);
await step('seeding the shop', seedDatabase, (done) => (done ? 'done' : 'already there'));
process.exit();

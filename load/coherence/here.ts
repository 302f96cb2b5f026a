import { run } from './coherence.ts';

/** The proof on the stack this process's environment names. */
process.exit(await run(process.argv.slice(2)));

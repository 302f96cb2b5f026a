import { openPrivateStack } from './stack/private.ts';
import { step } from './stack/steps.ts';

/** A proof: a module whose `run` gets the options of the command line and answers the exit code. */
export type Proof = {
  about: string;
  /** Settings of the stack it wants. */
  settings?: Record<string, string>;
  /** It needs database and Redis only, no shop. */
  servers?: boolean;
  /** It opens what it needs itself. */
  alone?: boolean;
  load: () => Promise<{ run: (args: string[]) => Promise<number> }>;
};

/**
 * Runs one proof of a table on a stack of its own in `.data/COMMAND`, or with `--here` on the running stack of this
 * checkout, and ends the process with its exit code.
 */
export async function runProof(command: string, table: Record<string, Proof>): Promise<never> {
  const [name = '', ...rest] = process.argv.slice(2);
  const proof = Object.hasOwn(table, name) ? table[name] : undefined;
  if (!proof) {
    const lines = Object.entries(table).map(([known, { about }]) => `  ${known.padEnd(18)} ${about}`);
    console.error(`npm run ${command} -- NAME [--here] [options]\n\n${lines.join('\n')}`);
    process.exit(2);
  }
  return runOne(command, proof, rest);
}

/** The same for a command that has one proof only. */
export async function runOne(command: string, proof: Proof, words: string[]): Promise<never> {
  const here = words.includes('--here');
  const args = words.filter((arg) => arg !== '--here');
  let close = async () => {};
  let code = 1;
  try {
    if (here || proof.alone) await import('./environment.ts');
    else
      close = await step('opening a shop of its own', () =>
        openPrivateStack(command, proof.settings, proof.servers),
      );
    code = await (await proof.load()).run(args);
  } catch (error) {
    console.error(error);
  } finally {
    await close();
  }
  process.exit(code);
}

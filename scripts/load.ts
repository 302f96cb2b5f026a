import { scenarios } from '../load/scenarios.ts';
import { runOne } from './proofs.ts';

/**
 * `npm run load -- SCENARIO`: on the running stack of this checkout; what fills the database, and anything with `--own`, on
 * a stack of its own in `.data/load`.
 */
const [name = '', ...rest] = process.argv.slice(2);
const scenario = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined;
if (!scenario) {
  const lines = Object.entries(scenarios).map(([known, { about }]) => `  ${known.padEnd(18)} ${about}`);
  console.error(`npm run load -- SCENARIO [--seconds N] [--rate N] [--compare FILE] [--own]

${lines.join('\n')}

  --seconds N      how long
  --rate N         sessions a second that the scenario is a multiple of (0.4)
  --haste N        divides think times
  --seed N         other shoppers
  --generators N   processes that generate load
  --url URL        another door to this shop; --ours when it is not on this machine
  --compare FILE   an earlier run's result.json
  --own            a shop of its own, empty but for the demo's goods`);
  process.exit(2);
}
const own = rest.includes('--own') || scenario.own === true;
const words = [name, ...rest.filter((word) => word !== '--own'), ...(own ? [] : ['--here'])];
await runOne('load', { about: scenario.about, load: () => import('../load/run/index.ts') }, words);

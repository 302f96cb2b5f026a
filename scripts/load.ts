import { scenarios } from '../load/scenarios.ts';
import { type Proof, runOne } from './proofs.ts';

/**
 * `npm run load -- SCENARIO`: on the running stack of this checkout; what fills the database, and anything with `--own`, on
 * a stack of its own in `.data/load`.
 */
const [name = '', ...rest] = process.argv.slice(2);

/** Not about traffic: what grows with the shop. They fill a database of their own. */
const growth: Record<string, Proof> = {
  'catalogue-growth': {
    about:
      'pages, search and the admin’s list with 1,000, 10,000 and 100,000 products (--products 1000,1000000)',
    load: () => import('../load/growth/catalogue.ts'),
  },
  'order-growth': {
    about: 'the state of one order and the admin’s list, up to ten million events (--events 100000,10000000)',
    servers: true,
    load: () => import('../load/growth/orders.ts'),
  },
};
const growing = Object.hasOwn(growth, name) ? growth[name] : undefined;
if (growing) await runOne('load', growing, rest);

const scenario = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined;
if (!scenario) {
  const lines = Object.entries({ ...scenarios, ...growth }).map(
    ([known, { about }]) => `  ${known.padEnd(18)} ${about}`,
  );
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

import { runOne } from './proofs.ts';

/** `npm run profile -- web|worker [SCENARIO] [--seconds N] [--rate N]`: of the running stack, or with `--own` of one of its own. */
const args = process.argv.slice(2);
if (!/^(web|worker)/.test(args[0] ?? '')) {
  console.error('npm run profile -- web|worker [SCENARIO] [--seconds N] [--rate N] [--own]');
  process.exit(2);
}
const words = args.includes('--own') ? args.filter((word) => word !== '--own') : [...args, '--here'];
const about = 'where the CPU of a process goes under a scenario of npm run load';
await runOne('profile', { about, load: () => import('../load/profile/index.ts') }, words);

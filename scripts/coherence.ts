import { runOne } from './proofs.ts';

/** `npm run coherence`: no page is ever older than an acknowledged change, whatever happens meanwhile. */
const args = process.argv.slice(2);

await runOne(
  'coherence',
  {
    about:
      'readers and writers; no response may show less than what was acknowledged before it was asked for',
    settings: { BALLAST_VARNISH: '2', ...(args.includes('--guards-off') ? { CACHE_GUARDS: 'off' } : {}) },
    load: () => import('../load/coherence/coherence.ts'),
  },
  args,
);

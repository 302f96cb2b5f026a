import { runProof } from './proofs.ts';

/** `npm run chaos -- NAME`: what must hold while things are killed. One line per proof. */
const parts = 'relay,inventory,refunds,erp,email,analytics,loyalty,checkout-reconciler,payment-webhooks';

await runProof('chaos', {
  money: {
    about: 'checkouts while a random process is killed every few seconds; then the ledgers are compared',
    settings: { BALLAST_WORKERS: parts },
    load: () => import('../load/chaos/money.ts'),
  },
});

import { runProof } from './proofs.ts';

/** `npm run chaos -- NAME`: what must hold while things are killed. One line per proof. */
const parts = 'relay,inventory,refunds,erp,email,analytics,loyalty,checkout-reconciler,payment-webhooks';

const withoutGuard = async (row: string) => {
  const { runWithoutGuard } = await import('../load/chaos/parts.ts');
  return { run: (args: string[]) => runWithoutGuard(row, args) };
};

await runProof('chaos', {
  money: {
    about: 'checkouts while a random process is killed every few seconds; then the ledgers are compared',
    settings: { BALLAST_WORKERS: parts },
    load: () => import('../load/chaos/money.ts'),
  },
  parts: {
    about:
      'every part is lost in turn under steady load: what degrades, how long, and what is lost or doubled',
    settings: { BALLAST_WORKERS: parts },
    load: () => import('../load/chaos/parts.ts'),
  },
  'parts-without-breakers': {
    about:
      'the session Redis frozen while commands have neither limit nor breaker: succeeds when that is seen',
    settings: { BALLAST_WORKERS: parts, REDIS_GUARDS: 'off' },
    load: () => withoutGuard('session-frozen'),
  },
  'parts-without-failover': {
    about: 'the primary gateway down in a shop without a backup: succeeds when that is seen',
    // With a backup, PAYMENT_FAILOVER=never would not be seen: who comes is offered the backup first, and pays there.
    settings: { BALLAST_WORKERS: parts, PAYMENT_GATEWAYS: 'stripe' },
    load: () => withoutGuard('primary-gateway-down'),
  },
  'flash-sale': {
    about: '500 shoppers pay at once for the last 50 units of one article',
    load: () => import('../load/chaos/flash-sale.ts'),
  },
  'flash-sale-alone': {
    about: 'the same without the object Redis, so without reservations',
    settings: { REDIS_OBJECT_URL: 'redis://127.0.0.1:1' },
    load: () => import('../load/chaos/flash-sale.ts'),
  },
  cluster: {
    about:
      'nodes of the database cluster are killed and frozen while customers pay: time without writes, losses',
    settings: { BALLAST_CLUSTER: 'on' },
    load: () => import('../load/chaos/cluster.ts'),
  },
  overload: {
    about: 'five times as many buyers as the shop can serve for a minute, and browsers besides',
    load: () => import('../load/chaos/overload.ts'),
  },
  sabotage: {
    about: 'guards are taken away one by one; the comparison of the ledgers must report each',
    settings: { BALLAST_WORKERS: parts },
    load: () => import('../load/chaos/sabotage.ts'),
  },
});

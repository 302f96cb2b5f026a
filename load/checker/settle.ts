import { setTimeout as wait } from 'node:timers/promises';
import { db } from '#lib/platform/index.ts';
import { checkMoney } from './check-money.ts';
import { readLedgers } from './read-ledgers.ts';
import type { MoneyReport } from './types.ts';

type Pending = { checkouts: number; messages: number };

/** What the reconcilers and consumers still have to do; what is parked for staff is not among it. */
export async function pending(): Promise<Pending> {
  const [row] = await db().$queryRaw<{ checkouts: bigint; messages: bigint }[]>`
    SELECT (SELECT COUNT(*) FROM checkouts WHERE status = 'paying') AS checkouts,
           (SELECT COUNT(*) FROM outbox o LEFT JOIN consumer_inbox i
              ON i.consumer = o.topic AND i.event_id = o.event_id
            WHERE i.status IS NULL OR i.status <> 'failed') AS messages`;
  return { checkouts: Number(row?.checkouts ?? 0), messages: Number(row?.messages ?? 0) };
}

export type Settled = { report: MoneyReport; pending: Pending; settledAfterMs: number | null };

/**
 * Waits until nothing is left to be done and the ledgers agree, then reports. Gives up after `limitMs`, or when
 * nothing is pending and the ledgers still disagree after `patienceMs`: longer than the reconciler's slowest round.
 */
export async function checkWhenSettled(
  options: Parameters<typeof checkMoney>[1] & { limitMs?: number; patienceMs?: number } = {},
): Promise<Settled> {
  const { limitMs = 300_000, patienceMs = 75_000 } = options;
  const began = Date.now();
  let idleSince: number | null = null;
  for (;;) {
    const left = await pending();
    const idle = left.checkouts === 0 && left.messages === 0;
    idleSince = idle ? (idleSince ?? Date.now()) : null;
    const late = Date.now() - began > limitMs;
    // Reading all ledgers is dear: only when there is hope, or no time left.
    if (idle || late) {
      const report = checkMoney(await readLedgers(), options);
      const clean = report.findings.length === 0;
      const hopeless = late || (idleSince !== null && Date.now() - idleSince > patienceMs);
      if ((idle && clean) || hopeless) {
        return { report, pending: left, settledAfterMs: idle && clean ? Date.now() - began : null };
      }
    }
    await wait(idle ? 2_000 : 500);
  }
}

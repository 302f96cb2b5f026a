import type { Settled } from './settle.ts';
import type { Invariant } from './types.ts';

const meaning: Record<Invariant, string> = {
  I1: 'a captured payment is one order, or given back',
  I2: 'one order per checkout',
  I3: 'nobody is charged twice',
  I4: 'each effect happened once',
  I5: 'stock adds up, and is never negative',
};
const shown = 10;

/** Prints the report as people read it. @returns the exit code: 1 when anything is wrong or unsettled. */
export function printReport({ report, pending, settledAfterMs }: Settled): number {
  const { counts, findings } = report;
  console.log(`
orders ${counts.orders} (cancelled ${counts.cancelled}), charges ${counts.charges} (${Object.entries(
    counts.byGateway,
  )
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')}; ${counts.chargedMinor} minor units), refunded ${counts.refunds} (${counts.refundedMinor})
ERP bookings ${counts.bookings}, mails ${counts.mails} (+${counts.repeatedMails} under the same Message-ID), analytics facts ${counts.facts}, loyalty entries ${counts.pointEntries}
${settledAfterMs === null ? `not settled: ${pending.checkouts} checkouts and ${pending.messages} messages pending` : `settled ${(settledAfterMs / 1_000).toFixed(1)} s after the end`}
`);
  console.log('invariant                                              doubles  losses');
  for (const [invariant, text] of Object.entries(meaning)) {
    const count = (kind: string) =>
      String(findings.filter((one) => one.invariant === invariant && one.kind === kind).length);
    console.log(
      `${invariant} ${text.padEnd(50)} ${count('double').padStart(8)} ${count('loss').padStart(7)}`,
    );
  }
  for (const { invariant, kind, what, ids } of findings.slice(0, shown)) {
    console.log(`  ${invariant} ${kind}: ${what}: ${ids.slice(0, 6).join(', ')}`);
  }
  if (findings.length > shown) console.log(`  … and ${findings.length - shown} more`);
  const unsettled = pending.checkouts + pending.messages > 0;
  return findings.length > 0 || unsettled ? 1 : 0;
}

import type { Tx } from '#lib/platform/index.ts';

export async function insertFact(
  tx: Tx,
  fact: {
    eventId: string;
    orderId: string;
    type: string;
    totalMinor: number;
    currency: string;
    recordedAt: Date;
  },
): Promise<void> {
  await tx.analyticsFact.create({ data: fact });
}

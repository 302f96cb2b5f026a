import { countStock, stockThatDoesNotAddUp } from './inventory.repository.ts';

/** One line per SKU whose ledger does not add up to its units on hand, or that owes units it may not; at most 100. */
export async function verifyStock(): Promise<{ checked: number; wrong: string[] }> {
  const [checked, rows] = await Promise.all([countStock(), stockThatDoesNotAddUp(100)]);
  const wrong = rows.map(
    ({ sku, onHand, ledgerSum }) => `${sku}: ${onHand} on hand, the ledger adds up to ${ledgerSum}`,
  );
  return { checked, wrong };
}

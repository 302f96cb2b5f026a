import type { Page } from 'playwright-core';
import { payButton } from '#e2e/journeys/buy.ts';
import type { Shown } from './totals.ts';

/** Reads a summary of a checkout: the list of lines and the list of amounts after it. Runs in the page. */
function readSummary(total: Element) {
  const text = (element: Element | null | undefined) => element?.textContent?.trim() ?? '';
  const amounts = total.closest('dl');
  const rows = [...(amounts?.children ?? [])].map((row) => ({
    name: text(row.querySelector('dt')),
    amount: text(row.querySelector('dd')),
    isTotal: row.contains(total),
  }));
  const lines = [...(amounts?.previousElementSibling?.children ?? [])].map((line) => ({
    detail: text(line.querySelector('p + p')),
    amount: text(line.lastElementChild),
  }));
  return { rows, lines };
}

/** The amounts of the checkout as its page shows them now. */
export async function shownTotals(page: Page): Promise<Shown> {
  const total = page.getByTestId('total');
  const { rows, lines } = await total.evaluate(readSummary);
  const [subtotal, delivery, ...others] = rows;
  const chosen = page.locator('label:has(input[name="shipping-method"]:checked) > span:last-child');
  return {
    lines,
    subtotal: subtotal?.amount ?? '',
    delivery: delivery?.amount ?? '',
    taxes: others.filter(({ isTotal }) => !isTotal),
    total: (await total.textContent()) ?? '',
    method: (await chosen.textContent()) ?? '',
    payButton: (await payButton(page).textContent()) ?? '',
  };
}

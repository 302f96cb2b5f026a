import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { killPoints } from './kill-points.ts';
import { steps } from './place-order.ts';

const files = ['place-order', 'apply-outcome', 'settle', 'withdraw-attempt', 'checkout.repository'];
const source = (name: string) => readFileSync(`lib/checkout/${name}.ts`, 'utf8');

/** Awaited, and nothing is different if the process dies before or after: reads, and functions with points inside. */
const harmless =
  /^(findCheckout|checkoutOfCart|freeCart|claimOnce|quote|question|answerOf|answerAgain|toOutcome|toldOf|settle|step\.run|applyOutcome|recordSale|noteOutcome|withdrawAttempt|recordOutcome|markPlaced|moveOn|leave|expire|claimCheckout|storeReference|withTransaction|db\(\)\.\w+\.(find\w+|count))\b/;

/** Two effects with no kill point between them, in the text of one function; each as the two calls. */
function unguarded(text: string): string[] {
  const found: string[] = [];
  let last: string | null = null;
  for (const [token, awaited] of text.matchAll(
    /await killPoint\(|\belse\b|\bfunction\b|await ([\w.()[\]]+)/g,
  )) {
    if (awaited === undefined) last = null;
    else if (!harmless.test(awaited)) {
      if (last) found.push(`${last} and ${awaited}`);
      last = awaited;
    }
    if (token === 'await killPoint(') last = null;
  }
  return found;
}

test('every point of the list is in the saga once, and the saga has no other', () => {
  const named = files.flatMap((name) =>
    [...source(name).matchAll(/killPoint\('([^']+)'\)/g)].map(([, point]) => point),
  );
  const all = [...named, ...steps.map(({ name }) => name)];
  expect(all.toSorted()).toEqual([...killPoints].toSorted());
});

test.each(files)('between any two effects in %s the process can be killed', (name) => {
  expect(unguarded(source(name))).toEqual([]);
});

test('a step whose effect has no point after it is found', () => {
  const step = `async function reserve() { await reserveStock(tx); await tx.checkout.update({}); }`;
  expect(unguarded(step)).toEqual(['reserveStock(tx) and tx.checkout.update(']);
});

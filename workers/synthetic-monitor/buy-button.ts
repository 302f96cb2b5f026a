import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';

/** WCAG 2.2, 2.5.5: what a thumb hits, in CSS pixels. */
const smallestSide = 44;
const mark = 'data-ballast-monitor';

const isShut = (element: Element) =>
  element.matches(':disabled') || element.getAttribute('aria-disabled') === 'true';

/** Which points of a button belong to something else: 5 of it, the middle and near each corner. Runs in the page. */
function coveredBy(element: Element): string | null {
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { left, top, width, height } = element.getBoundingClientRect();
  const places = [
    [0.5, 0.5],
    [0.15, 0.25],
    [0.85, 0.25],
    [0.15, 0.75],
    [0.85, 0.75],
  ];
  for (const [x = 0, y = 0] of places) {
    const there = document.elementFromPoint(left + x * width, top + y * height);
    if (there && element.contains(there)) continue;
    return there ? `<${there.tagName.toLowerCase()}>` : 'the edge of the screen';
  }
  return null;
}

/**
 * Looks at the button that matters most as people meet it: seen, large enough, not covered, reached by keyboard, and
 * without what axe finds. @throws Error with what is wrong.
 */
export async function inspectBuyButton(page: Page, button: Locator): Promise<void> {
  await button.waitFor();
  const box = await button.boundingBox();
  if (!box || box.width < smallestSide || box.height < smallestSide) {
    throw new Error(`The buy button is ${box?.width ?? 0} × ${box?.height ?? 0} px: too small to hit`);
  }
  if (await button.evaluate(isShut)) throw new Error('The buy button cannot be pressed');
  const over = await button.evaluate(coveredBy);
  if (over) throw new Error(`The buy button is covered by ${over}`);
  await button.focus();
  if (!(await button.evaluate((element) => element === document.activeElement))) {
    throw new Error('The buy button cannot be reached by keyboard');
  }
  await button.evaluate((element, name) => element.setAttribute(name, ''), mark);
  const { violations } = await new AxeBuilder({ page }).include(`[${mark}]`).setLegacyMode().analyze();
  const [worst] = violations;
  if (worst) throw new Error(`The buy button is not accessible: ${worst.help} (${worst.id})`);
}

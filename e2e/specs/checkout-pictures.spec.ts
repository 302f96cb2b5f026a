import { expect, type Page, test } from '@playwright/test';

/** The line of what is bought in the checkout's summary: its picture if it has one, and where its words begin. */
async function summaryLine(page: Page) {
  await page.goto('/checkout');
  const line = page.getByRole('listitem').filter({ hasText: 'Atlantic Sea Salt' });
  await expect(line).toBeVisible();
  const words = await line.getByText('Atlantic Sea Salt').boundingBox();
  const box = await line.boundingBox();
  return { line, picture: line.locator('img'), words, height: box?.height };
}

for (const width of [390, 1280]) {
  test(`what is bought has its picture in the checkout, and a place where it has none, ${width} wide`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 844 });
    await page.request.post('/api/cart', { data: { sku: 'ATLANTIC-SEA-SALT', quantity: 1 } });
    const shown = await summaryLine(page);
    await expect(shown.picture).toHaveCount(1);
    // Its name stands beside it.
    await expect(shown.picture).toHaveAttribute('alt', '');
    await shown.picture.scrollIntoViewIfNeeded();
    await expect
      .poll(() => shown.picture.evaluate((img: HTMLImageElement) => img.naturalWidth))
      .toBeGreaterThan(0);
    const size = await shown.picture.boundingBox();
    expect([size?.width, size?.height]).toEqual([56, 56]);

    await page.route('**/api/checkout/quote', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), pictures: {} } });
    });
    const bare = await summaryLine(page);
    await expect(bare.picture).toHaveCount(0);
    expect(bare.words?.x).toBe(shown.words?.x);
    expect(bare.height).toBe(shown.height);
  });
}

import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import { signIn } from '../staff.ts';

const headers = { origin: process.env.SHOP_URL ?? '' };
const sku = 'ENAMEL-MUG-NAVY';
const surfaces = ['/p/enamel-mug', '/c/galley', '/', '/search?q=enamel+mug'];
const shown = (minor: number) => `€${(minor / 100).toFixed(2)}`;

/** The prices of the mug that a page shows, in minor units: its variants cost the same but for the one we change. */
async function pricesOn(request: APIRequestContext, path: string): Promise<number[]> {
  const html = await (await request.get(path)).text();
  return [...html.matchAll(/€(\d+)\.(\d\d)/g)].map(([, major, minor]) => Number(major) * 100 + Number(minor));
}

test('staff change a price, and the next look at every page that shows it is true', async ({
  page,
  request,
}) => {
  await signIn(page);
  await page.goto('/admin/products?q=enamel-mug');
  await page.getByRole('link', { name: 'Enamel Mug' }).first().click();
  const navy = page.getByRole('listitem', { name: 'Navy' });
  const field = navy.getByRole('textbox', { name: 'Price, EUR' });
  const before = Math.round(Number(await field.inputValue()) * 100);
  for (const path of surfaces) {
    await request.get(path);
    expect((await request.get(path)).headers()['x-cache'], path).toContain('HIT');
  }
  const after = before - 250;
  const change = async (minor: number, told = /Purged [1-9]\d* pages? in \d+ ms/) => {
    await field.fill((minor / 100).toFixed(2));
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText(told)).toBeVisible();
  };
  await change(after);
  for (let look = 0; look < 3; look++) {
    for (const path of surfaces) expect(await (await request.get(path)).text(), path).toContain(shown(after));
  }
  await page.reload();
  // The first purge is repeated for a few seconds, and may just have taken what this one would.
  await change(before, /Purged \d+ pages? in \d+ ms/);
  for (const path of surfaces)
    expect(await (await request.get(path)).text(), path).not.toContain(shown(after));
});

test('no read that starts after an acknowledged change shows an older price, with eight readers at work', async ({
  page,
  request,
}) => {
  await signIn(page);
  const product = await (await page.request.get('/p/enamel-mug')).text();
  const startMinor = Number(/"sku":"ENAMEL-MUG-NAVY"[^}]*?"price":"([\d.]+)"/.exec(product)?.[1]) * 100;
  expect(startMinor).toBeGreaterThan(1_000);
  // Below every other price on these pages, and rising: the price itself tells how new a page is.
  const first = 101;
  const rounds = 25;
  let acknowledged = 0;
  let done = false;
  let reads = 0;
  const stale: string[] = [];
  const set = async (priceMinor: number) => {
    const { version } = await currentVersion(page);
    const answer = await page.request.post(`/api/admin/variants/${sku}/price`, {
      headers,
      data: { priceMinor, compareAtMinor: null, expectedVersion: version },
    });
    expect(answer.status(), await answer.text()).toBe(200);
  };
  const reader = async (index: number) => {
    while (!done) {
      const path = surfaces[(reads + index) % surfaces.length] ?? '/';
      const known = acknowledged;
      const seen = (await pricesOn(request, path)).filter(
        (minor) => minor >= first && minor < first + rounds,
      );
      reads++;
      if (known > 0 && !seen.some((minor) => minor >= known)) stale.push(`${path}: ${seen} after ${known}`);
    }
  };
  const readers = Array.from({ length: 8 }, (_, index) => reader(index));
  for (let round = 0; round < rounds; round++) {
    await set(first + round);
    acknowledged = first + round;
  }
  done = true;
  await Promise.all(readers);
  await set(Math.round(startMinor));
  expect(stale).toEqual([]);
  expect(reads).toBeGreaterThan(100);
});

async function currentVersion(page: Page): Promise<{ version: number }> {
  const answer = await page.request.post(`/api/admin/variants/${sku}/price`, {
    headers,
    data: { priceMinor: 1, expectedVersion: 0 },
  });
  const body = (await answer.json()) as { version?: number; current?: { version: number } };
  return { version: body.current?.version ?? body.version ?? 0 };
}

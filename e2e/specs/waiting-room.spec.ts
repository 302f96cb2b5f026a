import { type APIResponse, expect, type Page, test } from '@playwright/test';
import { signIn } from '../staff.ts';

const origin = process.env.SHOP_URL ?? '';
const mug = '/p/enamel-mug';
const tenMinutes = 600_000;

/** Puts the mug behind a line, for a sale that begins so many milliseconds from now; `null` closes the room. */
async function room(staff: Page, startsInMs: number | null): Promise<void> {
  const startsAt = Date.now() + (startsInMs ?? 0);
  const answer = await staff.request.post('/api/admin/settings/waiting-room', {
    headers: { origin },
    data: {
      on: startsInMs !== null,
      handles: ['enamel-mug'],
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(startsAt + 3_600_000).toISOString(),
    },
  });
  expect(answer.status(), await answer.text()).toBe(200);
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const addToCart = (page: Page) => page.getByRole('button', { name: 'Add to cart' }).click();

/** Asks for the mug until every process knows that there is a line, and is led to it. */
async function lineUp(page: Page): Promise<void> {
  await expect(async () => {
    await page.goto(`/cart/waiting?back=${mug}`);
    await expect(heading(page)).toHaveText('You are in line', { timeout: 1_000 });
  }).toPass();
}

/** Lets the page look again until it says what is awaited, without waiting for its clock. */
async function looksAgainUntil(page: Page, seen: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.clock.fastForward(31_000);
    await seen();
  }).toPass();
}

test('a sale with a line: a number each, in turn, and whoever was called fills a cart', async ({
  browser,
  page: staff,
}) => {
  await signIn(staff);
  try {
    await room(staff, tenMinutes);
    const first = await (await browser.newContext()).newPage();
    await first.clock.install();
    await first.goto(mug);
    await expect(async () => {
      await addToCart(first);
      await first.waitForURL(/\/cart\/waiting/, { timeout: 3_000 });
    }).toPass();
    await expect(heading(first)).toHaveText('You are in line');
    await expect(first.getByRole('status')).toContainText('The sale begins at');
    await expect(first).toHaveTitle(/^You are next · In line/);
    await expect(first.getByText('Your number is 1. Nobody is before you.')).toBeVisible();

    const german = await (await browser.newContext()).newPage();
    await german.goto(`/de/cart/waiting?back=/de${mug}`);
    await expect(heading(german)).toHaveText('Sie stehen in der Schlange');
    await expect(german.getByText('Ihre Nummer ist 2.')).toBeVisible();
    await expect(german).toHaveTitle(/^1 vor Ihnen/);

    // A place that we did not sign is none: it is given a new one at the end.
    const forger = await browser.newContext({ javaScriptEnabled: false });
    const value = `${Date.now().toString(36)}.1.${'A'.repeat(43)}`;
    await forger.addCookies([{ name: 'ballast_line', value, url: origin }]);
    const forged = await forger.newPage();
    await forged.goto(`/cart/waiting?back=${mug}`);
    await expect(forged.getByText('Your number is 3.')).toBeVisible();
    await expect(forged.locator('noscript meta[http-equiv="refresh"]')).toBeAttached();

    await first.evaluate(() => document.body.setAttribute('data-same', 'yes'));
    await room(staff, -60_000);
    await looksAgainUntil(first, () =>
      expect(heading(first)).toHaveText('It is your turn', { timeout: 2_000 }),
    );
    await expect(first.locator('body'), 'not loaded again').toHaveAttribute('data-same', 'yes');
    await expect(first.getByRole('status')).toContainText('Until the sale ends');
    await first.getByRole('link', { name: 'To the shop' }).click();
    await first.waitForURL(mug);
    // Each web process knows of a changed room two seconds later at most.
    await expect(async () => {
      await first.goto(mug);
      await addToCart(first);
      const cart = first.getByRole('dialog', { name: 'Your cart' });
      await expect(cart).toContainText('Enamel Mug', { timeout: 3_000 });
    }).toPass();
  } finally {
    await room(staff, null);
  }
});

test('a cart from before the line takes no more of the article, by any way', async ({
  page: staff,
  browser,
}) => {
  await signIn(staff);
  const { request } = await browser.newContext({ baseURL: origin });
  const sku = /"sku":"([A-Z0-9-]+)"/.exec(await (await request.get(mug)).text())?.[1] ?? '';
  const one = { headers: { origin }, data: { sku, quantity: 1 } };
  const two = { headers: { origin }, data: { sku, quantity: 2 } };
  const refused = { status: 409, code: 'waiting_room' };
  const said = async (answer: APIResponse) => ({
    status: answer.status(),
    code: ((await answer.json()) as { code?: string }).code,
  });
  try {
    expect((await request.post('/api/cart', one)).status()).toBe(200);
    await room(staff, tenMinutes);
    // By every web process: each knows of the room two seconds later at most.
    await expect(async () => {
      await request.patch('/api/cart', one);
      for (let time = 0; time < 6; time++)
        expect(await said(await request.patch('/api/cart', two))).toEqual(refused);
    }).toPass();
    expect((await request.post('/api/cart/saved', one)).status()).toBe(200);
    expect(await said(await request.put('/api/cart/saved', one))).toEqual(refused);
    expect(await said(await request.post('/api/cart', one))).toEqual(refused);
  } finally {
    await room(staff, null);
  }
});

test('whoever waits when the room is closed is led back to what he wanted', async ({ page, browser }) => {
  const staff = await (await browser.newContext({ baseURL: origin })).newPage();
  await signIn(staff);
  try {
    await room(staff, tenMinutes);
    await page.clock.install();
    await lineUp(page);
    await room(staff, null);
    await looksAgainUntil(page, () => page.waitForURL(mug, { timeout: 2_000 }));
    await expect(heading(page)).toHaveText('Enamel Mug');
  } finally {
    await room(staff, null);
  }
});

import { type APIRequestContext, expect, type Page } from '@playwright/test';

/** Signs the demo's owner in, as staff do. */
export async function signIn(page: Page): Promise<void> {
  await page.goto('/admin/sign-in');
  await page.getByLabel('E-mail').fill('owner@ballast.example');
  await page.getByLabel('Password').fill('ballast-demo-admin');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: 'Sign out' }).first()).toBeVisible();
}

/** Signs the demo's owner in by the API: who asks through `request` afterwards is staff. */
export async function signInByApi(request: APIRequestContext): Promise<void> {
  const headers = { origin: process.env.SHOP_URL ?? '' };
  const data = { email: 'owner@ballast.example', password: 'ballast-demo-admin' };
  const answer = await request.post('/api/admin/session', { headers, data });
  expect(answer.status(), await answer.text()).toBe(204);
}

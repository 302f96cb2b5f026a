import { expect, type Page } from '@playwright/test';

/** Signs the demo's owner in, as staff do. */
export async function signIn(page: Page): Promise<void> {
  await page.goto('/admin/sign-in');
  await page.getByLabel('E-mail').fill('owner@ballast.example');
  await page.getByLabel('Password').fill('ballast-demo-admin');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: 'Sign out' }).first()).toBeVisible();
}

import { defineConfig, devices } from '@playwright/test';

const chromium = {
  executablePath: '/usr/bin/chromium',
  args: ['--disable-dev-shm-usage', '--no-sandbox', '--disable-background-networking'],
};

export default defineConfig({
  testDir: 'e2e',
  outputDir: '.data/reports/e2e',
  // Generous, since a busy machine is ten times slower.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ['json']],
  use: {
    baseURL: process.env.SHOP_URL,
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: chromium,
  },
  projects: [
    { name: 'desktop', use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 900 } } },
    { name: 'phone', use: { ...devices['Pixel 7'] }, testMatch: /journeys\/.*\.spec\.ts/ },
  ],
});

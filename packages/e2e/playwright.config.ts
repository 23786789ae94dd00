import { defineConfig } from '@playwright/test';

/** Debian's Chromium, without its calls home; `npm test` has looked for it or installed it. */
export default defineConfig({
  testDir: 'tests',
  timeout: 300_000,
  expect: { timeout: 30_000 },
  // The tests share one mesh, and each tells a part of one story.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  outputDir: '../../.meshway/e2e/results',
  use: {
    actionTimeout: 20_000,
    viewport: { width: 1440, height: 1000 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.MESHWAY_CHROMIUM,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
});

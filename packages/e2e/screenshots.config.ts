import { defineConfig } from '@playwright/test';
import browserTests from './playwright.config.ts';

/** Pictures of the plugin's dev app, which needs neither a portal nor a mesh. */
export default defineConfig(browserTests, {
  testDir: 'screenshots',
  timeout: 180_000,
  workers: 2,
  fullyParallel: true,
  outputDir: '../../.meshway/e2e/screenshots',
  use: {
    baseURL: process.env.MESHWAY_DEV_APP,
    locale: 'en-US',
    timezoneId: 'UTC',
    screenshot: 'off',
    trace: 'off',
  },
});

import { type Page, expect, test as base } from '@playwright/test';
import { RestartablePortal } from './RestartablePortal.ts';

/** A portal as `npm start` runs it, and pages that fail the test on any error in the browser's console. */
export const test = base.extend<
  {
    /** Messages of the browser's console that a test expects. */
    expectedConsoleErrors: RegExp[];
  },
  { portal: RestartablePortal }
>({
  portal: [
    async ({}, use) => {
      const portal = await RestartablePortal.start();
      await use(portal);
      await portal.stop();
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  baseURL: async ({ portal }, use) => {
    await use(portal.address);
  },
  expectedConsoleErrors: [[], { option: true }],
  page: async ({ page, expectedConsoleErrors }, use) => {
    const errors: string[] = [];
    const note = (message: string) => {
      if (!expectedConsoleErrors.some(expected => expected.test(message)))
        errors.push(message);
    };
    page.on('pageerror', error => note(`uncaught: ${error.stack ?? error}`));
    page.on('console', message => {
      if (message.type() === 'error')
        note(`${message.text()} (${message.location().url})`);
    });
    await use(page);
    expect(errors, 'errors in the browser console').toEqual([]);
  },
});

export { expect };

/** Opens a path of the portal as the guest. */
export async function openAsGuest(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('button', { name: 'Enter' }).click();
}

/**
 * Takes the pictures that a person looks at: both themes, both widths. A change of theme mounts the
 * page anew, so an open dialog is taken in one theme.
 */
export async function pictures(
  page: Page,
  name: string,
  themes: ('light' | 'dark')[] = ['dark', 'light'],
): Promise<void> {
  const folder = process.env.MESHWAY_SCREENSHOTS;
  if (!folder) return;
  const size = page.viewportSize()!;
  for (const width of [1440, 1024]) {
    await page.setViewportSize({ width, height: 1000 });
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(800);
      await page.screenshot({
        path: `${folder}/${name}-${colorScheme}-${width}.png`,
        fullPage: true,
      });
    }
  }
  await page.setViewportSize(size);
}

import { type Page, expect, test as base } from '@playwright/test';

/** Messages of the browser's console that a test expects; every other error fails it. */
type Expected = { expectedConsoleErrors: RegExp[] };

/** A page with a signed-in guest, which fails the test on any error in the browser's console. */
export const test = base.extend<Expected>({
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
  await page.goto(`${process.env.MESHWAY_E2E_URL}${path}`);
  await page.getByRole('button', { name: 'Enter' }).click();
}

/** Takes the pictures that a person looks at: both themes, both widths. */
export async function pictures(page: Page, name: string): Promise<void> {
  const folder = process.env.MESHWAY_SCREENSHOTS;
  if (!folder) return;
  const size = page.viewportSize()!;
  for (const width of [1440, 1024]) {
    await page.setViewportSize({ width, height: 1000 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(400);
      await page.screenshot({
        path: `${folder}/${name}-${colorScheme}-${width}.png`,
        fullPage: true,
      });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(size);
}

import {
  type Locator,
  type Page,
  expect,
  test as base,
} from '@playwright/test';
import { axeViolations } from './axeViolations.ts';
import { openAsGuest } from './openAsGuest.ts';
import { RestartablePortal } from './RestartablePortal.ts';

/** A portal as `npm start` runs it, and pages that fail the test on any error in the browser's console. */
export const test = base.extend<
  {
    /** Messages of the browser's console that a test expects. */
    expectedConsoleErrors: RegExp[];
    /** The page of somebody else, in a browser of their own. */
    otherPage: Page;
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
    const errors = consoleErrorsOf(page, expectedConsoleErrors);
    await use(page);
    expect(errors, 'errors in the browser console').toEqual([]);
  },
  otherPage: async ({ browser, portal, expectedConsoleErrors }, use) => {
    const context = await browser.newContext({ baseURL: portal.address });
    const page = await context.newPage();
    const errors = consoleErrorsOf(page, expectedConsoleErrors);
    await use(page);
    await context.close();
    expect(errors, 'errors in the other browser’s console').toEqual([]);
  },
});

/** The list to which a page adds what its console complains of. */
function consoleErrorsOf(page: Page, expected: RegExp[]): string[] {
  const errors: string[] = [];
  const note = (message: string) => {
    if (!expected.some(one => one.test(message))) errors.push(message);
  };
  page.on('pageerror', error => note(`uncaught: ${error.stack ?? error}`));
  page.on('console', message => {
    if (message.type() === 'error')
      note(`${message.text()} (${message.location().url})`);
  });
  return errors;
}

export { expect, openAsGuest };

/** The dialog of a decision shows that the controller has reacted. */
export async function expectConfirmed(dialog: Locator): Promise<void> {
  await expect(
    dialog.getByRole('listitem').filter({ hasText: 'Confirmed live' }),
  ).toContainText('reached');
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

/** Nothing for axe to complain of, in light and dark; an open dialog would be closed by a change of theme. */
export async function expectNoViolations(page: Page): Promise<void> {
  const hasDialog = (await page.getByRole('dialog').count()) > 0;
  for (const colorScheme of hasDialog
    ? (['light'] as const)
    : (['dark', 'light'] as const)) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('body')).toHaveAttribute(
      'data-theme-mode',
      colorScheme,
    );
    await page.locator('main section').first().waitFor();
    expect(await axeViolations(page), `axe, ${colorScheme}`).toEqual([]);
  }
}

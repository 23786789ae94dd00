import { type Page, expect, test } from '@playwright/test';
import { axeViolations } from '../src/axeViolations.ts';
import { whatDoesNotFit } from '../src/whatDoesNotFit.ts';
import { scenes } from './scenes.ts';

const folder = process.env.MESHWAY_SCREENSHOTS!;

/** Wide, beside another window, and as narrow as a telephone. */
const WIDTHS = [1440, 1024, 360];

/** What a screen of 1280 pixels shows at a zoom of 200 %. */
const ZOOMED_WIDTH = 640;

/** Backstage's own sidebar uses a Material UI that React warns of. */
const OF_THE_PORTAL = /findDOMNode is deprecated/;

for (const { name, path, act } of scenes) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${name}, ${colorScheme}`, async ({ page }) => {
      const errors: string[] = [];
      page.on('pageerror', error => errors.push(`${error.stack ?? error}`));
      page.on('console', message => {
        if (message.type() === 'error' && !OF_THE_PORTAL.test(message.text()))
          errors.push(message.text().slice(0, 1000));
      });
      // The same moment in every run, so that a picture changes only when the interface does.
      await page.clock.setFixedTime('2026-03-02T10:00:00Z');
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.goto(path);
      await standsStill(page);
      await act?.(page);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 1000 });
        await standsStill(page);
        // A window as high as the page, because what is fixed to its edges would stand in the middle of the picture.
        await page.setViewportSize({ width, height: await heightOf(page) });
        await standsStill(page);
        await page.screenshot({
          path: `${folder}/${name}-${colorScheme}-${width}.png`,
          animations: 'disabled',
        });
        expect
          .soft(await axeViolations(page), `axe at ${width} px`)
          .toEqual([]);
        expect
          .soft(await whatDoesNotFit(page), `does not fit at ${width} px`)
          .toEqual([]);
      }
      await page.setViewportSize({ width: ZOOMED_WIDTH, height: 500 });
      await standsStill(page);
      expect
        .soft(await whatDoesNotFit(page), 'does not fit at a zoom of 200 %')
        .toEqual([]);
      expect.soft(errors, 'errors in the browser console').toEqual([]);
    });
  }
}

async function heightOf(page: Page): Promise<number> {
  return await page.evaluate(() => document.documentElement.scrollHeight);
}

/** Waits until the page is there and no longer changes. */
async function standsStill(page: Page): Promise<void> {
  await page.getByRole('heading').first().waitFor();
  await expect(page.getByTestId('progress')).toHaveCount(0);
  let before: string | undefined;
  await expect(async () => {
    const now = await page.locator('body').innerHTML();
    const changed = now !== before;
    before = now;
    expect(changed).toBe(false);
  }).toPass({ intervals: [300] });
}

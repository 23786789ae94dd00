import type { Page } from '@playwright/test';
import { firstText } from './firstText.ts';
import { TABS } from './tabs.ts';

const HEADLINE = 'of the traffic';

/** From a navigation of the browser to the headline, so often. */
export async function measureFirstData(
  page: Page,
  loads: number,
): Promise<{ pageMs: number[]; tabMs: number[] }> {
  const pageMs: number[] = [];
  const tabMs: number[] = [];
  for (let index = 0; index < loads; index += 1) {
    await page.goto(TABS.reviews, { waitUntil: 'commit' });
    const shownAt = await firstText(page, HEADLINE);
    pageMs.push(shownAt - (await page.evaluate(() => performance.timeOrigin)));
  }
  for (let index = 0; index < loads; index += 1) {
    await page.goto('/catalog/default/component/reviews');
    const tab = page.locator(`a[href$="${TABS.reviews}"]`).first();
    await tab.waitFor();
    const clickedAt = page.evaluate(
      () =>
        new Promise<number>(resolve =>
          document.addEventListener('pointerdown', () => resolve(Date.now()), {
            once: true,
            capture: true,
          }),
        ),
    );
    await tab.click();
    await page.waitForURL(/\/mesh$/);
    tabMs.push((await firstText(page, HEADLINE)) - (await clickedAt));
  }
  return { pageMs, tabMs };
}

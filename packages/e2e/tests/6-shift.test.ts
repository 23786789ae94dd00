import type { Locator, Page } from '@playwright/test';
import { fieldOf, lab } from '../src/lab.ts';
import {
  expect,
  expectConfirmed,
  expectNoViolations,
  openAsGuest,
  pictures,
  test,
} from '../src/test.ts';

/** Goes on by Tab, as who has no mouse does, to something that is not far. */
async function tabTo(page: Page, target: Locator) {
  for (let presses = 0; presses < 30; presses++) {
    if (await target.evaluate(element => element === document.activeElement))
      return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${target}`);
}

test('weights that people move go from 20 over 50 to 100, the second time by keyboard alone', async ({
  page,
}) => {
  await lab('scenario', 'bookinfo', '--again');
  await openAsGuest(page, '/catalog/default/component/reviews/mesh');
  const weights = () =>
    fieldOf(
      'virtualservices.networking.istio.io',
      'bookinfo',
      'reviews',
      '.spec.http[0].route[*].weight',
    );
  await expect(
    page.getByText(/v2 takes 20\s% of the traffic, v1 80\s%/),
  ).toBeVisible();
  await expectNoViolations(page);
  await pictures(page, 'weights');

  for (const { to, headline, press } of [
    {
      to: '50',
      headline: /v2 takes 50\s% of the traffic, v1 50\s%/,
      press: (button: Locator) => button.click(),
    },
    {
      to: '100',
      headline: /v2 takes all traffic/,
      press: async (button: Locator) => {
        await tabTo(page, button);
        await page.keyboard.press('Enter');
      },
    },
  ]) {
    await test.step(`shift to ${to} %`, async () => {
      await press(page.getByRole('button', { name: 'Shift weights' }));
      const dialog = page.getByRole('dialog');
      await expect(
        dialog.getByRole('radio', { name: new RegExp(`^${to}\\s%$`) }),
      ).toBeChecked();
      await expectNoViolations(page);
      await pictures(page, `shift-${to}-dialog`, ['light']);
      await press(dialog.getByRole('button', { name: 'Shift weights' }));
      await expectConfirmed(dialog);
      await press(dialog.getByRole('button', { name: 'Close' }).last());
      await expect(page.getByText(headline)).toBeVisible();
      expect(await weights()).toBe(`${100 - Number(to)} ${to} 0`);
    });
  }
});

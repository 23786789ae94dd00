import { fieldOf, lab } from '../src/lab.ts';
import {
  expect,
  expectConfirmed,
  expectNoViolations,
  openAsGuest,
  pictures,
  test,
} from '../src/test.ts';

test('weights that people move go from 20 over 50 to 100', async ({ page }) => {
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

  for (const [to, headline] of [
    ['50', /v2 takes 50\s% of the traffic, v1 50\s%/],
    ['100', /v2 takes all traffic/],
  ] as const) {
    await test.step(`shift to ${to} %`, async () => {
      await page.getByRole('button', { name: 'Shift weights' }).click();
      const dialog = page.getByRole('dialog');
      await expect(
        dialog.getByRole('radio', { name: new RegExp(`^${to}\\s%$`) }),
      ).toBeChecked();
      await expectNoViolations(page);
      await pictures(page, `shift-${to}-dialog`, ['light']);
      await dialog.getByRole('button', { name: 'Shift weights' }).click();
      await expectConfirmed(dialog);
      await dialog.getByRole('button', { name: 'Close' }).last().click();
      await expect(page.getByText(headline)).toBeVisible();
      expect(await weights()).toBe(`${100 - Number(to)} ${to} 0`);
    });
  }
});

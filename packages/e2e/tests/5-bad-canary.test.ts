import { fieldOf, lab } from '../src/lab.ts';
import {
  expect,
  expectConfirmed,
  expectNoViolations,
  openAsGuest,
  pictures,
  test,
} from '../src/test.ts';

test('a version that fails is seen as worse, and aborted', async ({ page }) => {
  await lab('scenario', 'bookinfo', '--again');
  await lab('release', 'productpage', '1.21.0', '--errors', '0.3');
  await openAsGuest(page, '/catalog/default/component/productpage/mesh');

  await test.step('the headline says how much worse, once there are enough requests', async () => {
    await expect(
      page.getByText(
        /Canary 1\.21\.0 takes 20\s% of the traffic .* Errors [23]\d\s% against 0\s% on stable.*: worse\./,
      ),
    ).toBeVisible({ timeout: 120_000 });
    await expectNoViolations(page);
    await pictures(page, 'bad-canary');
  });

  await test.step('abort takes its traffic away', async () => {
    await page.getByRole('button', { name: 'Abort' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText(/worse/i);
    await dialog.getByLabel(/Why\?/).fill('It fails');
    await expectNoViolations(page);
    await pictures(page, 'abort-dialog', ['light']);
    await dialog.getByRole('button', { name: 'Abort' }).click();
    await expectConfirmed(dialog);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await expect(
      page.getByText(
        /Canary 1\.21\.0 was aborted.*; 1\.19\.1 takes all traffic\./,
      ),
    ).toBeVisible();
    await expect(
      page.getByRole('region', { name: 'History' }).getByText('It fails'),
    ).toBeVisible();
    await expect
      .poll(() =>
        fieldOf(
          'virtualservices.networking.istio.io',
          'bookinfo',
          'productpage',
          '.spec.http[0].route[*].weight',
        ),
      )
      .toBe('100 0');
    await expectNoViolations(page);
  });
});

import { fieldOf, lab } from '../src/lab.ts';
import { expect, openAsGuest, test } from '../src/test.ts';

test.describe('the backend dies between the click and the answer', () => {
  // While it is gone, every request of the page fails and Chromium notes that.
  test.use({
    expectedConsoleErrors: [
      /ERR_|Failed to (fetch|load)|network error|WebSocket connection/,
    ],
  });

  test('the next start settles the decision, and says what is known', async ({
    page,
    portal,
  }) => {
    await lab('scenario', 'bookinfo', '--again');
    await lab('release', 'productpage', '1.20.2');
    await openAsGuest(page, '/catalog/default/component/productpage/mesh');
    await expect(
      page.getByText(/Canary 1\.20\.2 takes 20\s% of the traffic/),
    ).toBeVisible();

    // The controller holds its breath, so that the answer cannot come before the crash.
    await lab('chaos', 'pause', 'rollouts');
    await page.getByRole('button', { name: 'Promote' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/Why\?/).fill('The portal will not survive this');
    await dialog.getByRole('button', { name: 'Promote' }).click();
    await expect
      .poll(() =>
        fieldOf(
          'rollouts.argoproj.io',
          'bookinfo',
          'productpage',
          '.status.pauseConditions',
        ),
      )
      .toBe('');
    await portal.crash();
    await lab('chaos', 'resume', 'rollouts');
    await expect
      .poll(() =>
        fieldOf(
          'rollouts.argoproj.io',
          'bookinfo',
          'productpage',
          '.status.currentStepIndex',
        ),
      )
      .toBe('3');

    await portal.startAgain();
    await page.reload();
    const decision = page
      .getByRole('region', { name: 'History' })
      .getByRole('listitem')
      .filter({ hasText: 'The portal will not survive this' });
    await expect(decision).toContainText('Confirmed live');
    await expect(decision).toContainText(/step 4 of 6/);
  });
});

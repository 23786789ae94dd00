import { lab } from '../src/lab.ts';
import {
  expect,
  expectNoViolations,
  openAsGuest,
  pictures,
  test,
} from '../src/test.ts';

test('a cluster that falls silent is said to be, and comes back without a reload', async ({
  page,
}) => {
  await lab('scenario', 'bookinfo', '--again');
  await lab('release', 'productpage', '1.23.0');
  await openAsGuest(page, '/catalog/default/component/productpage/mesh');
  const promote = page.getByRole('button', { name: 'Promote', exact: true });
  await expect(promote).toBeEnabled();
  // Gone after a reload, and only then.
  await page.evaluate(() => {
    document.body.dataset.sameDocument = 'yes';
  });

  await test.step('while it hangs, nothing is decided on what is old', async () => {
    await lab('chaos', 'pause', 'kube-apiserver');
    await expect(
      page.getByText(
        /Cluster lab has been silent for \d+ (s|min); this is its last known state/,
      ),
    ).toBeVisible();
    await expect(promote).toBeDisabled();
    await expect(
      page.getByText(
        'The cluster is silent; what stands here may be out of date.',
      ),
    ).toBeVisible();
    await expect(
      page.getByText(/As last heard at .*: Canary 1\.23\.0 takes 20\s%/),
    ).toBeVisible();
    await expectNoViolations(page);
    await pictures(page, 'stale');
  });

  await test.step('killed and started again, it is live as before', async () => {
    await lab('chaos', 'kill', 'kube-apiserver');
    await expect(page.getByText(/has been silent for/)).toBeHidden({
      timeout: 90_000,
    });
    await expect(promote).toBeEnabled();
    await expect(
      page.getByText(/^Canary 1\.23\.0 takes 20\s% of the traffic/),
    ).toBeVisible();
    await expect(page.locator('body')).toHaveAttribute(
      'data-same-document',
      'yes',
    );
  });
});

import { fieldOf, lab } from '../src/lab.ts';
import {
  expect,
  expectConfirmed,
  expectNoViolations,
  openAsGuest,
  pictures,
  test,
} from '../src/test.ts';

test('the guest sees the fleet, ships a version, and promotes the canary step by step to the end', async ({
  page,
}) => {
  // Other tests may have been here before.
  await lab('scenario', 'bookinfo', '--again');
  await test.step('the fleet shows both samples with traffic', async () => {
    await openAsGuest(page, '/mesh');
    const row = (name: string) =>
      page.getByRole('row').filter({ hasText: name });
    for (const name of [
      'bookinfo/productpage',
      'bookinfo/details',
      'shop/product-catalog',
      'shop/ecommerce-ui',
    ])
      await expect(row(name)).toBeVisible();
    await expect(row('bookinfo/productpage')).toContainText(/[1-9][\d.]*\/s/, {
      timeout: 90_000,
    });
    await pictures(page, 'fleet');
  });

  await test.step('productpage is healthy', async () => {
    await page.getByRole('link', { name: 'productpage' }).click();
    await expect(page).toHaveURL(
      /\/catalog\/default\/component\/productpage\/mesh$/,
    );
    await expect(page.getByText('1.19.1').first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Promote' })).toBeDisabled();
  });

  await test.step('a new version stops at its pause, seen without a reload', async () => {
    await lab('release', 'productpage', '1.20.1');
    await expect(
      page.getByText(
        /Canary 1\.20\.1 takes 20\s% of the traffic \(step 2 of 6\) and waits for a decision\./,
      ),
    ).toBeVisible();
    const steps = page.getByRole('list', { name: 'Steps of the canary' });
    await expect(steps.locator('[aria-current="step"]')).toContainText('Pause');
    // Measured by real requests, so it comes with the next scrapes and within its sampling error.
    await expect(
      page.getByRole('img', {
        name: /desired 20\s%, written 20\s%, measured (1[0-9]|2[0-9])(\.\d)?\s%/,
      }),
    ).toBeVisible({ timeout: 120_000 });
    const revisions = page.getByRole('region', { name: 'Revisions' });
    await expect(revisions.getByRole('row', { name: /Canary/ })).toContainText(
      '2/2',
    );
    await expect(revisions.getByRole('row', { name: /Canary/ })).toContainText(
      /\d\/s/,
    );
    await expectNoViolations(page);
    if (process.env.MESHWAY_SCREENSHOTS)
      await expect(page.getByText('All agree')).toBeVisible({
        timeout: 150_000,
      });
    await pictures(page, 'mid-canary');
  });

  await test.step('promote, with a reason, is confirmed by the controller', async () => {
    await page.getByRole('button', { name: 'Promote' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('Ends the pause at step 2 of 6.');
    await expect(dialog).toContainText('50 %');
    await expectNoViolations(page);
    await dialog.getByLabel(/Why\?/).fill('Errors are flat');
    await pictures(page, 'promote-dialog', ['light']);
    await dialog.getByRole('button', { name: 'Promote' }).click();
    await expectConfirmed(dialog);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await expect(
      page.getByText(
        /Canary 1\.20\.1 takes 50\s% of the traffic \(step 4 of 6\) and waits for a decision\./,
      ),
    ).toBeVisible();
    await expect(
      page
        .getByRole('region', { name: 'History' })
        .getByText('Errors are flat'),
    ).toBeVisible();
    expect(
      await fieldOf(
        'rollouts.argoproj.io',
        'bookinfo',
        'productpage',
        '.status.currentStepIndex',
      ),
    ).toBe('3');
    expect(
      await fieldOf(
        'virtualservices.networking.istio.io',
        'bookinfo',
        'productpage',
        '.spec.http[0].route[1].weight',
      ),
    ).toBe('50');
  });

  await test.step('its owners have been told, and are led to it', async () => {
    await page.goto('/notifications');
    const notice = page.getByRole('link', {
      name: 'productpage 1.20.1 waits for a decision',
    });
    // A portal that has just started reads the catalog again after a minute.
    await expect(notice).toBeVisible({ timeout: 90_000 });
    await pictures(page, 'notifications');
    await notice.click();
    await expect(page).toHaveURL(
      /\/catalog\/default\/component\/productpage\/mesh$/,
    );
  });

  await test.step('promoted again, it runs to its end by itself', async () => {
    await page.getByRole('button', { name: 'Promote', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Promote' }).click();
    await expectConfirmed(dialog);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await expect(
      page.getByText(/Canary 1\.20\.1 takes 80\s% of the traffic/),
    ).toBeVisible();
    // The last pause of the Rollout is one of 30 seconds.
    await expect(
      page.getByText(/^1\.20\.1 is stable and takes all traffic\./),
    ).toBeVisible({ timeout: 60_000 });
    const stable = page
      .getByRole('region', { name: 'Revisions' })
      .getByRole('row', { name: /Stable 1\.20\.1/ });
    await expect(stable).toContainText('5 of 5 ready');
    await expect(
      page.getByRole('button', { name: 'Promote', exact: true }),
    ).toBeDisabled();
    await expectNoViolations(page);
  });
});

test.describe('of another team', () => {
  // The second half asks for what is forbidden, and Chromium notes every 403.
  test.use({ expectedConsoleErrors: [/status of 403/] });

  test('a canary can be looked at and not promoted, not even past the page', async ({
    page,
  }) => {
    await lab('release', 'shop/ecommerce-ui', '3.5.0');
    await openAsGuest(page, '/catalog/default/component/ecommerce-ui/mesh');
    await expect(
      page.getByText(
        /Canary 3\.5\.0 takes 10\s% of the traffic .* waits for a decision/,
      ),
    ).toBeVisible();
    await expect(
      page.getByText('Only the owners of this component may decide.'),
    ).toBeVisible();
    await expect(page.getByRole('button', { name: 'Promote' })).toBeDisabled();
    await pictures(page, 'other-team');

    const answers = await page.evaluate(async () => {
      const refreshed = await fetch('/api/auth/guest/refresh', {
        headers: { 'x-requested-with': 'XMLHttpRequest' },
      });
      const { backstageIdentity } = await refreshed.json();
      const headers = {
        authorization: `Bearer ${backstageIdentity.token}`,
        'content-type': 'application/json',
      };
      const entity = '/api/mesh/entities/component/default/ecommerce-ui';
      const view = await (await fetch(`${entity}/view`, { headers })).json();
      const [{ cluster, namespace, name, delivery }] = view.services;
      const promote = await fetch(`${entity}/decisions`, {
        method: 'POST',
        headers,
        body: JSON.stringify({
          service: { cluster, namespace, name },
          verb: 'promote',
          seen: delivery.plans.promote.seen,
        }),
      });
      const proxy = await fetch(
        '/api/kubernetes/proxy/api/v1/namespaces/shop/secrets',
        { headers: { ...headers, 'backstage-kubernetes-cluster': cluster } },
      );
      return { promote: promote.status, proxy: proxy.status };
    });
    expect(answers).toEqual({ promote: 403, proxy: 403 });
    expect(
      await fieldOf(
        'rollouts.argoproj.io',
        'shop',
        'ecommerce-ui',
        '.status.currentStepIndex',
      ),
    ).toBe('1');
  });
});

import { fieldOf, lab } from '../src/lab.ts';
import {
  expect,
  expectConfirmed,
  expectNoViolations,
  openAsGuest,
  test,
} from '../src/test.ts';

const TAB = '/catalog/default/component/productpage/mesh';
const NEWS = /\/api\/mesh\/entities\/.*\/(view|stream)/;

test.describe('two people with the same plan before them', () => {
  // The news that are withheld, and the refusal itself, are noted by Chromium.
  test.use({
    expectedConsoleErrors: [/status of 409|ERR_(FAILED|ABORTED)/],
  });

  test('the second one is refused, and shown what has become of it', async ({
    page,
    otherPage,
  }) => {
    await lab('scenario', 'bookinfo', '--again');
    await lab('release', 'productpage', '1.22.0');
    // A stream that stands open cannot be withheld, a request can.
    await otherPage.route(/\/stream/, route => route.abort());
    for (const somebody of [page, otherPage]) {
      await openAsGuest(somebody, TAB);
      await expect(
        somebody.getByText(/Canary 1\.22\.0 takes 20\s% of the traffic/),
      ).toBeVisible();
    }
    const open = async (somebody: typeof page) => {
      await somebody
        .getByRole('button', { name: 'Promote', exact: true })
        .click();
      const dialog = somebody.getByRole('dialog');
      await expect(dialog).toContainText('Ends the pause at step 2 of 6.');
      return dialog;
    };

    const second = await open(otherPage);
    await otherPage.unroute(/\/stream/);
    await otherPage.route(NEWS, route => route.abort());
    const first = await open(page);
    await first.getByRole('button', { name: 'Promote' }).click();
    await expectConfirmed(first);

    await second.getByRole('button', { name: 'Promote' }).click();
    await expect(second).toContainText(
      'Nothing was changed: the delivery has moved on',
    );
    await expect(second).toContainText(
      'The update has gone on from step 2 to step 4 of 6.',
    );
    await otherPage.unroute(NEWS);
    await expect(second).toContainText(
      /Now: Canary 1\.22\.0 takes 50\s% of the traffic \(step 4 of 6\)/,
    );
    await expectNoViolations(otherPage);
    await second.getByRole('button', { name: 'Show the new plan' }).click();
    await expect(second).toContainText('Ends the pause at step 4 of 6.');
    expect(
      await fieldOf(
        'rollouts.argoproj.io',
        'bookinfo',
        'productpage',
        '.status.currentStepIndex',
      ),
    ).toBe('3');
  });
});

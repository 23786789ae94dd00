import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commitChange, fieldOf } from '../src/lab.ts';
import {
  expect,
  expectConfirmed,
  openAsGuest,
  pictures,
  test,
} from '../src/test.ts';
import { fillWizard, openWizard } from '../src/wizard.ts';

const NAME = 'orders';
const OVERLAY = 'deploy/overlays/production/kustomization.yaml';

test('a service from the template has live traffic, and its next version is promoted', async ({
  page,
}) => {
  const toMeshTab = page.locator(
    `a[href$="/catalog/default/component/${NAME}/mesh"]`,
  );
  await test.step('the wizard, with nothing but a name', async () => {
    await openAsGuest(page, '/create');
    await openWizard(page);
    await fillWizard(page, {
      name: NAME,
      look: async title => {
        // Another theme would mount the wizard anew, and empty.
        await pictures(page, `wizard-${title.toLowerCase()}`, ['light']);
      },
    });
    await page.getByRole('button', { name: 'Create' }).click();
    await expect(toMeshTab).toBeVisible({ timeout: 60_000 });
    await pictures(page, 'template-done');
  });

  await test.step('its Mesh tab shows live traffic', async () => {
    await toMeshTab.click();
    await expect(page).toHaveURL(
      new RegExp(`/catalog/default/component/${NAME}/mesh$`),
    );
    await expect(page.getByText('6.7.1').first()).toBeVisible({
      timeout: 60_000,
    });
    const revisions = page.getByRole('region', { name: 'Revisions' });
    await expect(
      revisions.getByRole('row', { name: /Stable 6\.7\.1/ }),
    ).toContainText(/[1-9][\d.]*\/s/, { timeout: 90_000 });
    await expect(
      revisions.getByRole('row', { name: /Stable 6\.7\.1/ }),
    ).toContainText('2/2');
    await pictures(page, 'fresh-service');
  });

  await test.step('a commit with another version stops at the first pause', async () => {
    await commitChange({
      repository: NAME,
      message: 'Release 6.8.0',
      change: async dir => {
        const file = join(dir, OVERLAY);
        const overlay = await readFile(file, 'utf8');
        await writeFile(file, overlay.replaceAll('6.7.1', '6.8.0'));
      },
    });
    await expect(
      page.getByText(
        /Canary 6\.8\.0 takes 20\s% of the traffic \(step 2 of 6\) and waits for a decision\./,
      ),
    ).toBeVisible({ timeout: 60_000 });
  });

  await test.step('promote moves the real routes on', async () => {
    await page.getByRole('button', { name: 'Promote' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Promote' }).click();
    await expectConfirmed(dialog);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await expect(
      page.getByText(/Canary 6\.8\.0 takes 50\s% of the traffic/),
    ).toBeVisible();
    expect(
      await fieldOf(
        'rollouts.argoproj.io',
        NAME,
        NAME,
        '.status.currentStepIndex',
      ),
    ).toBe('3');
  });
});

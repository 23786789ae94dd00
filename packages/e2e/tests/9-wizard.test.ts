import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { lab } from '../src/lab.ts';
import { expect, openAsGuest, pictures, test } from '../src/test.ts';
import { openWizard } from '../src/wizard.ts';

/** A Gateway that a platform team offers to everybody. */
const SHARED_GATEWAY = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'Gateway',
  metadata: { namespace: 'istio-system', name: 'public' },
  spec: {
    selector: { istio: 'ingressgateway' },
    servers: [
      {
        port: { number: 80, name: 'http', protocol: 'HTTP' },
        hosts: ['*.example.com'],
      },
    ],
  },
};

async function next(page: Page) {
  await page.getByRole('button', { name: 'Next' }).click();
}

test('a host that is taken is refused, one on a shared Gateway is proposed, and only who is named may call', async ({
  page,
}, testInfo) => {
  const gateway = testInfo.outputPath('gateway.json');
  await writeFile(gateway, JSON.stringify(SHARED_GATEWAY));
  await lab('kubectl', 'apply', '-f', gateway);
  try {
    await openAsGuest(page, '/create');
    await openWizard(page);
    await page.getByLabel('Name').fill('basket');
    await page.getByLabel('Owner').waitFor();
    await next(page);

    const host = page.getByRole('textbox', { name: 'Host' });
    await test.step('on a Gateway of its own', async () => {
      await expect(host).toHaveValue('basket.example.com');
      await host.fill('bookinfo.example.com');
      const taken = page.getByText(
        /VirtualService bookinfo\/\S+ serves bookinfo\.example\.com already/,
      );
      await expect(taken.first()).toBeVisible();
      await next(page);
      await expect(taken.first()).toBeVisible();
      await expect(host).toBeVisible();
      await pictures(page, 'wizard-host-taken', ['light']);
    });

    await test.step('on a Gateway that exists', async () => {
      await page
        .getByRole('radio', { name: 'By a host on a Gateway that exists' })
        .check();
      await page.getByRole('combobox', { name: 'Gateway' }).click();
      await page.getByRole('option', { name: /istio-system\/public/ }).click();
      await expect(host).toHaveValue('basket.example.com');
      await expect(
        page.getByText(
          'The service will be reached at http://basket.example.com.',
        ),
      ).toBeVisible();
    });

    await test.step('called by one component only', async () => {
      await page
        .getByRole('button', { name: /Components that call it/ })
        .click();
      await page.getByRole('option', { name: /productpage/ }).click();
      await page.keyboard.press('Escape');
      await expect(
        page.getByText(
          'namespace bookinfo, service account bookinfo-productpage',
        ),
      ).toBeVisible();
      await pictures(page, 'wizard-gateway-callers', ['light']);
    });

    await test.step('the files say so before anything is made', async () => {
      for (const wait of [
        page.getByRole('radio', { name: /^Canary/ }),
        page.getByRole('radio', { name: /^Standard/ }),
        page.getByLabel(/^Replicas/),
        page.getByRole('radio', { name: /^Local folder/ }),
      ]) {
        await next(page);
        await wait.waitFor();
      }
      await next(page);
      const file = (name: string) =>
        page.getByText(`deploy/base/${name}.yaml`).first();
      await file('callers').waitFor({ timeout: 30_000 });
      await expect(page.getByText('deploy/base/gateway.yaml')).toHaveCount(0);
      await file('callers').click();
      await expect(page.getByText(/sa\/bookinfo-productpage/)).toBeVisible();
      await file('routes').click();
      await expect(page.getByText('istio-system/public')).toBeVisible();
    });
  } finally {
    await lab('kubectl', 'delete', '-f', gateway);
  }
});

test('a service outside the mesh is looked at, and what it lacks is proposed', async ({
  page,
}) => {
  await lab('scenario', 'legacy');
  await openAsGuest(page, '/create');
  await page.getByText('Bring a service into the mesh').first().waitFor();
  await page.goto('/create/templates/default/mesh-onboarding');

  await test.step('the wizard knows the namespaces that exist', async () => {
    await page.getByRole('combobox', { name: 'Namespace' }).click();
    await page.getByRole('option', { name: /^warehouse/ }).click();
    await page.getByLabel(/^Service/).fill('stock');
    await pictures(page, 'onboarding-service', ['light']);
    await next(page);
    await page.getByRole('radio', { name: /^Only those of this/ }).waitFor();
    await next(page);
    await page.getByRole('radio', { name: /^New local folder/ }).waitFor();
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Create' }).click();
  });

  await test.step('its proposal says what to do, and lies in the folder', async () => {
    await expect(
      page.getByText('What to do now', { exact: true }).first(),
    ).toBeVisible({ timeout: 60_000 });
    await pictures(page, 'onboarding-done', ['light']);
    const files = await readdir(
      join(process.env.MESHWAY_REPOSITORIES!, 'stock-mesh/deploy'),
    );
    expect(files).toEqual(
      expect.arrayContaining(['README.md', 'peer-authentication.yaml']),
    );
  });
});

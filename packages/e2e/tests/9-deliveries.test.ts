import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { commitChange } from '../src/lab.ts';
import { expect, expectConfirmed, openAsGuest, test } from '../src/test.ts';
import {
  fillWizard,
  meshTabOf,
  openWizard,
  type DeliveryAnswer,
} from '../src/wizard.ts';

const OVERLAY = 'deploy/overlays/production/kustomization.yaml';

/** Each way to deliver that the wizard offers, and the decisions that lead a release to its end. */
const DELIVERIES: {
  delivery: DeliveryAnswer;
  name: string;
  /** What the headline says before each decision, and which one is taken then. */
  decisions: { headline: RegExp; button: string }[];
  end: RegExp;
}[] = [
  {
    delivery: 'Canary',
    name: 'by-canary',
    decisions: [
      { headline: /6\.8\.0 takes 20\s% of the traffic/, button: 'Promote' },
      { headline: /6\.8\.0 takes 50\s% of the traffic/, button: 'Promote' },
    ],
    end: /^6\.8\.0 is stable and takes all traffic\./,
  },
  {
    delivery: 'A/B',
    name: 'by-header',
    decisions: [
      { headline: /6\.8\.0 .*waits for a decision/, button: 'Promote' },
      { headline: /6\.8\.0 takes 20\s% of the traffic/, button: 'Promote' },
      { headline: /6\.8\.0 takes 50\s% of the traffic/, button: 'Promote' },
    ],
    end: /^6\.8\.0 is stable and takes all traffic\./,
  },
  {
    delivery: 'Blue-green',
    name: 'by-colour',
    decisions: [{ headline: /6\.8\.0 .*waits for/, button: 'Promote' }],
    end: /6\.8\.0 is (stable|active) and takes all traffic\./,
  },
  {
    delivery: 'Two versions side by side',
    name: 'by-weights',
    decisions: [
      { headline: /v1 takes all traffic/, button: 'Shift weights' },
      { headline: /v2 takes 5\s% of the traffic/, button: 'Shift weights' },
      { headline: /v2 takes 25\s% of the traffic/, button: 'Shift weights' },
      { headline: /v2 takes 50\s% of the traffic/, button: 'Shift weights' },
    ],
    end: /v2 takes all traffic/,
  },
  {
    delivery: 'Plain',
    name: 'by-rolling',
    decisions: [],
    end: /6\.8\.0/,
  },
];

for (const { delivery, name, decisions, end } of DELIVERIES) {
  test(`a service from the wizard is released to the end: ${delivery}`, async ({
    page,
  }) => {
    await test.step('it is created', async () => {
      await openAsGuest(page, '/create');
      await openWizard(page);
      await fillWizard(page, { name, delivery });
      await page.getByRole('button', { name: 'Create' }).click();
      await page
        .locator(`a[href$="${meshTabOf(name)}"]`)
        .click({ timeout: 60_000 });
      await expect(page.getByText(/6\.7\.1|v1/).first()).toBeVisible({
        timeout: 60_000,
      });
    });

    // The weights of two versions are moved without another image as well.
    if (delivery !== 'Two versions side by side')
      await test.step('another version is committed', async () => {
        // The first version of a Rollout goes through no steps, and one that replaces it before it has traffic neither.
        await expect(
          page.getByRole('region', { name: 'Revisions' }),
        ).toContainText(
          delivery === 'Plain' ? '5 of 5 ready' : /[1-9][\d.]*\/s/,
          { timeout: 90_000 },
        );
        await commitChange({
          repository: name,
          message: 'Release 6.8.0',
          change: async dir => {
            const file = join(dir, OVERLAY);
            const overlay = await readFile(file, 'utf8');
            await writeFile(file, overlay.replaceAll('6.7.1', '6.8.0'));
          },
        });
      });

    for (const { headline, button } of decisions)
      await test.step(`${button}: ${headline.source}`, async () => {
        await expect(page.getByText(headline).first()).toBeVisible({
          timeout: 60_000,
        });
        await decide(page, button);
      });

    await test.step('it is there', async () => {
      await expect(page.getByText(end).first()).toBeVisible({
        timeout: 90_000,
      });
    });
  });
}

async function decide(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: button }).click();
  await expectConfirmed(dialog);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
}

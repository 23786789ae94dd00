import type { Page } from '@playwright/test';

/** The start of the label of an answer to "How a new version takes over". */
export type DeliveryAnswer =
  | 'Canary'
  | 'A/B'
  | 'Blue-green'
  | 'Two versions side by side'
  | 'Plain';

/** The pages of the wizard of the template mesh-service, in their order. */
export const WIZARD_PAGES = [
  'Service',
  'Mesh',
  'Delivery',
  'Resilience',
  'Operations',
  'Repository',
  'Preview',
] as const;

/** Opens the wizard of the template mesh-service, in a page where somebody is signed in. */
export async function openWizard(page: Page): Promise<void> {
  if (!page.url().endsWith('/create')) await page.goto('/create');
  // The catalog of a portal that has just started reads it first.
  await page.getByText('Mesh service').first().waitFor();
  await page.goto('/create/templates/default/mesh-service');
  await page.getByLabel('Name').waitFor();
}

/** Types a name, answers one question if asked to, leaves the rest as it is proposed, and stops where it can be created. */
export async function fillWizard(
  page: Page,
  answers: {
    name: string;
    delivery?: DeliveryAnswer;
    /** What is looked at on each page before it is left. */
    look?: (title: (typeof WIZARD_PAGES)[number]) => Promise<void>;
  },
): Promise<void> {
  const { name, delivery, look } = answers;
  for (const title of WIZARD_PAGES) {
    if (title === 'Service') {
      await page.getByLabel('Name').fill(name);
      // The guest is in one team only, so there is nothing to choose.
      await page.getByLabel('Owner').waitFor();
    }
    if (title === 'Mesh')
      await page.getByRole('radio', { name: /^Required/ }).waitFor();
    if (title === 'Delivery') {
      const answer = page.getByRole('radio', {
        name: new RegExp(`^${delivery ?? 'Canary'}`),
      });
      await answer.waitFor();
      if (delivery) await answer.check();
    }
    if (title === 'Resilience')
      await page.getByRole('radio', { name: /^Standard/ }).waitFor();
    if (title === 'Operations') await page.getByLabel(/^Replicas/).waitFor();
    if (title === 'Repository')
      await page.getByRole('radio', { name: /^Local folder/ }).waitFor();
    if (title === 'Preview')
      await page
        .getByText('deploy/base/workload.yaml')
        .first()
        .waitFor({ timeout: 30_000 });
    await look?.(title);
    await page
      .getByRole('button', { name: title === 'Preview' ? 'Review' : 'Next' })
      .click();
  }
  await page.getByRole('button', { name: 'Create' }).waitFor();
}

/** Where the Mesh tab of a service from the template is. */
export function meshTabOf(name: string): string {
  return `/catalog/default/component/${name}/mesh`;
}

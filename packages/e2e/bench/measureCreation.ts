import type { Page } from '@playwright/test';
import { fillWizard, meshTabOf, openWizard } from '../src/wizard.ts';
import { firstText } from './firstText.ts';

/** From the click on Create to the headline of the new service in its Mesh tab, so often. */
export async function measureCreation(
  page: Page,
  services: number,
): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < services; index += 1) {
    const name = `created-${index}`;
    await openWizard(page);
    await fillWizard(page, { name });
    const startedAt = Date.now();
    await page.getByRole('button', { name: 'Create' }).click();
    await page
      .locator(`a[href$="${meshTabOf(name)}"]`)
      .click({ timeout: 60_000 });
    const shownAt = await firstText(page, '6.7.1 is stable');
    times.push(shownAt - startedAt);
  }
  return times;
}

import type { Page } from '@playwright/test';

/** Opens a path of the portal as the guest. */
export async function openAsGuest(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('button', { name: 'Enter' }).click();
}

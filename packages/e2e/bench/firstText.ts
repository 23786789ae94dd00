import type { Page } from '@playwright/test';

/**
 * Waits for a text in the main part of a page, by the browser's own clock.
 *
 * @returns when it stood there, in milliseconds since the epoch.
 */
export async function firstText(page: Page, text: string): Promise<number> {
  return await page.evaluate(
    wanted =>
      new Promise<number>((resolve, reject) => {
        // Spaces that do not break are spaces too.
        const isThere = () =>
          document
            .querySelector('main')
            ?.textContent?.replaceAll('\u00a0', ' ')
            .includes(wanted);
        setTimeout(() => reject(new Error(`no "${wanted}" in 30 s`)), 30_000);
        if (isThere()) {
          resolve(Date.now());
          return;
        }
        new MutationObserver((_, self) => {
          if (!isThere()) return;
          self.disconnect();
          resolve(Date.now());
        }).observe(document.body, {
          subtree: true,
          childList: true,
          characterData: true,
        });
      }),
    text,
  );
}

import { gzipSync } from 'node:zlib';
import type { Page, Request } from '@playwright/test';
import { firstText } from './firstText.ts';
import { TABS } from './tabs.ts';

/** Scripts that the tab adds to what a page of an entity outside the mesh has loaded, in kB (1,000 bytes) of gzip. */
export async function measureBundle(
  page: Page,
): Promise<{ firstKb: number; lazyKb: number; files: number }> {
  const urls = new Set<string>();
  const note = (request: Request) => {
    if (request.url().endsWith('.js')) urls.add(request.url());
  };
  page.on('request', note);
  await page.goto('/catalog/default/group/bookinfo-team');
  await page.getByText('Bookinfo team').first().waitFor();
  await page.waitForLoadState('networkidle');
  const ofThePortal = new Set(urls);
  // Without a reload, as a person goes from one entity to the other.
  await page.evaluate(path => {
    window.history.pushState({}, '', path);
    window.dispatchEvent(new PopStateEvent('popstate', { state: {} }));
  }, TABS.productpage);
  await firstText(page, 'takes all traffic');
  const before = new Set(urls);
  await page.mouse.wheel(0, 20_000);
  await page.waitForTimeout(5_000);
  page.off('request', note);
  const own = [...urls].filter(url => !ofThePortal.has(url));
  const kbOf = async (some: string[]) => {
    let bytes = 0;
    for (const url of some)
      bytes += gzipSync(await (await page.request.get(url)).body()).length;
    return bytes / 1000;
  };
  return {
    firstKb: await kbOf(own.filter(url => before.has(url))),
    lazyKb: await kbOf(own.filter(url => !before.has(url))),
    files: own.length,
  };
}

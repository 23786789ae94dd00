import type { Page } from '@playwright/test';

/** The elements that make the page scroll sideways; none when it does not. */
export async function widerThanScreen(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      (getComputedStyle(element).overflowX !== 'visible' ||
        scrolls(element.parentElement));
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.body.querySelectorAll('*')]
      .filter(
        element =>
          element.getBoundingClientRect().right > width + 1 &&
          !scrolls(element.parentElement),
      )
      .map(
        element =>
          `<${element.tagName.toLowerCase()} class="${element.getAttribute(
            'class',
          )}"> ${element.textContent?.slice(0, 60)}`,
      );
  });
}

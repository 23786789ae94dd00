import type { Page } from '@playwright/test';

/** What makes the page scroll sideways, and what is cut off without an ellipsis that would say so. */
export async function whatDoesNotFit(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const elements = [...document.body.querySelectorAll('*')];
    const describe = (fault: string, element: Element) =>
      `${fault}: <${element.tagName.toLowerCase()} class="${element.getAttribute(
        'class',
      )}"> ${element.textContent?.slice(0, 60)}`;

    const clips = (element: Element | null): boolean =>
      element !== null &&
      (getComputedStyle(element).overflowX !== 'visible' ||
        clips(element.parentElement));
    const tooWide =
      document.documentElement.scrollWidth > width
        ? elements.filter(
            element =>
              element.getBoundingClientRect().right > width + 1 &&
              !clips(element.parentElement),
          )
        : [];
    const cutOff = elements.filter(element => {
      const { overflowX, textOverflow, webkitLineClamp } =
        getComputedStyle(element);
      // What only a screen reader sees is one pixel wide.
      return (
        ['hidden', 'clip'].includes(overflowX) &&
        textOverflow !== 'ellipsis' &&
        webkitLineClamp === 'none' &&
        element.clientWidth > 1 &&
        element.scrollWidth > element.clientWidth + 1
      );
    });
    return [
      ...tooWide.map(element => describe('too wide', element)),
      ...cutOff.map(element => describe('cut off', element)),
    ];
  });
}

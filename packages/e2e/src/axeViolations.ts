import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** Parts of Backstage's own frame that axe complains of. */
const OF_THE_PORTAL = [
  // The hidden title of a page.
  '.bui-PluginHeaderToolbarName',
  // The bar of a telephone.
  '.MuiBottomNavigation-root',
  // What was announced last, often of a button that is gone.
  '[data-live-announcer]',
];

/** What axe finds wrong on the page, a line for every element. */
export async function axeViolations(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  for (const part of OF_THE_PORTAL) axe.exclude(part);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, html, any, all, none }) =>
        `${id} at ${target.join(' ')}: ${[...any, ...all, ...none]
          .map(check => check.message)
          .join('; ')} (${html.slice(0, 160)})`,
    ),
  );
}

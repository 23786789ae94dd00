import type { Page } from '@playwright/test';
import { firstText } from './firstText.ts';
import type { LabApi } from './LabApi.ts';
import { TABS } from './tabs.ts';

const ROLLOUT =
  '/apis/argoproj.io/v1alpha1/namespaces/bookinfo/rollouts/productpage';

/** From the click on Promote in the dialog to `Confirmed live`, so often. */
export async function measureDecisions(
  page: Page,
  api: LabApi,
  decisions: number,
): Promise<number[]> {
  await page.goto(TABS.productpage);
  // A canary that waits for a decision after every percent.
  await api.patch(ROLLOUT, [
    {
      op: 'replace',
      path: '/spec/strategy/canary/steps',
      value: Array.from({ length: decisions + 1 }, (_, index) => [
        { setWeight: index + 1 },
        { pause: {} },
      ]).flat(),
    },
  ]);
  await api.lab.release('bookinfo/productpage', '2.0.0');
  const times: number[] = [];
  for (let index = 0; index < decisions; index += 1) {
    const step = 2 * index + 2;
    await firstText(page, `(step ${step} of ${2 * (decisions + 1)}) and waits`);
    await page.getByRole('button', { name: 'Promote', exact: true }).click();
    const dialog = page.getByRole('dialog');
    const send = dialog.getByRole('button', { name: 'Promote' });
    await send.and(page.locator(':enabled')).waitFor();
    const confirmed = fromClickToConfirmed(page);
    await send.click();
    times.push(await confirmed);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await dialog.waitFor({ state: 'hidden' });
  }
  return times;
}

/** In milliseconds of the browser's own clock, which Playwright's way to it does not count into. */
async function fromClickToConfirmed(page: Page): Promise<number> {
  return await page.evaluate(
    () =>
      new Promise<number>(resolve => {
        let clickedAt: number | undefined;
        document.addEventListener(
          'pointerup',
          () => {
            clickedAt = performance.now();
          },
          { once: true, capture: true },
        );
        new MutationObserver((_, self) => {
          const stages = [
            ...document.querySelectorAll('[role="dialog"] [role="status"] li'),
          ];
          if (
            clickedAt === undefined ||
            !stages.some(({ textContent }) =>
              /Confirmed live.*reached/s.test(textContent ?? ''),
            )
          )
            return;
          self.disconnect();
          resolve(performance.now() - clickedAt);
        }).observe(document.body, {
          subtree: true,
          childList: true,
          characterData: true,
        });
      }),
  );
}

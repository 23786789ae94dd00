import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { firstText } from './firstText.ts';
import type { LabApi } from './LabApi.ts';
import { TABS } from './tabs.ts';

const ROUTE =
  '/apis/networking.istio.io/v1/namespaces/bookinfo/virtualservices/reviews';

/** From the moment a change is sent to the API server to the changed headline, so often. */
export async function measureNews(
  page: Page,
  api: LabApi,
  changes: number,
): Promise<number[]> {
  await page.goto(TABS.reviews);
  await firstText(page, 'of the traffic');
  const times: number[] = [];
  for (let index = 0; index < changes; index += 1) {
    // Never the same twice, and never all or nothing.
    const weight = 1 + ((index * 7) % 97);
    const seen = firstText(page, `v2 takes ${weight} % of the traffic`);
    const sentAt = Date.now();
    await api.patch(ROUTE, [
      {
        op: 'replace',
        path: '/spec/http/0/route/0/weight',
        value: 100 - weight,
      },
      { op: 'replace', path: '/spec/http/0/route/1/weight', value: weight },
    ]);
    times.push((await seen) - sentAt);
    // At any moment of the ticks of the stream.
    await sleep(300 + ((index * 137) % 400));
  }
  return times;
}

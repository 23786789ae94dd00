import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import browserTests from '../playwright.config.ts';
import { openAsGuest } from '../src/openAsGuest.ts';
import { RestartablePortal } from '../src/RestartablePortal.ts';
import { LabApi } from './LabApi.ts';
import { measureBundle } from './measureBundle.ts';
import { measureCreation } from './measureCreation.ts';
import { measureDecisions } from './measureDecisions.ts';
import { measureFirstData } from './measureFirstData.ts';
import { measureLongTasks } from './measureLongTasks.ts';
import { measureNews } from './measureNews.ts';
import { type BrowserMeasures, targetsOf } from './targets.ts';

const FULL = {
  changes: 100,
  decisions: 30,
  loads: 20,
  peers: 60,
  seconds: 60,
  services: 20,
};
const QUICK = {
  changes: 20,
  decisions: 5,
  loads: 5,
  peers: 60,
  seconds: 20,
  services: 3,
};

const { values } = parseArgs({
  options: { quick: { type: 'boolean' }, json: { type: 'string' } },
});
const { changes, decisions, loads, peers, seconds, services } = values.quick
  ? QUICK
  : FULL;

const print = (text: string) => process.stdout.write(`${text}\n`);

const api = await LabApi.open();
await api.lab.scenario('bookinfo', { again: true });
const portal = await RestartablePortal.start();
// The portal is a process group of its own: nobody else would end it.
process.once('SIGTERM', () => void portal.stop().then(() => process.exit(1)));
const browser = await chromium.launch(browserTests.use!.launchOptions);
try {
  const page = await browser.newPage({
    baseURL: portal.address,
    viewport: { width: 1440, height: 1000 },
  });
  await openAsGuest(page, '/mesh');
  await page.getByRole('link', { name: 'productpage' }).first().waitFor();

  print('\nmeasuring what the tab loads');
  const bundle = await measureBundle(page);
  print(`loading it ${loads} times`);
  const { pageMs, tabMs } = await measureFirstData(page, loads);
  print(`changing a route ${changes} times`);
  const newsMs = await measureNews(page, api, changes);
  print(`deciding ${decisions} times`);
  const decisionsMs = await measureDecisions(page, api, decisions);
  print(`looking at ${peers} callers for ${seconds} s`);
  const refresh = await measureLongTasks(page, api, { peers, seconds });

  print(`creating ${services} services by the wizard`);
  const creationMs = await measureCreation(page, services);

  const measures: BrowserMeasures = {
    bundle,
    pageMs,
    tabMs,
    newsMs,
    decisionsMs,
    refresh,
    creationMs,
  };
  const targets = targetsOf(measures);
  print('');
  for (const { what, measured, kept } of targets)
    print(`${kept ? 'kept  ' : 'missed'} ${what}: ${measured}`);
  if (values.json)
    await writeFile(
      values.json,
      `${JSON.stringify({ ...measures, targets }, null, 2)}\n`,
    );
} finally {
  await browser.close();
  await portal.stop();
  await api.lab.scale(0);
}
process.exit();

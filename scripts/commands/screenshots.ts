import { join } from 'node:path';
import { requireChromium } from '../steps/chromium.ts';
import { startDevApp } from '../steps/devApp.ts';
import { installPackages } from '../steps/packages.ts';
import { say } from '../steps/progress.ts';
import { run, stopSteps } from '../steps/run.ts';
import { untilInterrupted } from '../steps/untilInterrupted.ts';
import { node, stateDir, yarn } from '../steps/workspace.ts';

/** Arguments go to Playwright: `-g paused` takes the pictures of one situation. */
export async function main(args: string[]): Promise<void> {
  const folder = join(stateDir, 'screenshots');
  let stopDevApp = async () => {};
  await untilInterrupted(
    async () => {
      await installPackages();
      const chromium = await requireChromium();
      const devApp = await startDevApp();
      stopDevApp = devApp.stop;
      await run(
        'screenshots',
        'looking at every situation in both themes, wide and narrow',
        [node, yarn, 'workspace', '@meshway/e2e', 'screenshots', ...args],
        {
          env: {
            MESHWAY_CHROMIUM: chromium,
            MESHWAY_DEV_APP: devApp.address,
            MESHWAY_SCREENSHOTS: folder,
          },
          show: true,
        },
      );
      say('screenshots', `the pictures are in ${folder}`);
    },
    async () => {
      stopSteps();
      await stopDevApp();
    },
  );
}

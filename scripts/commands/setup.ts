import { buildAppBundle } from '../steps/appBundle.ts';
import { buildLabTools } from '../steps/labTools.ts';
import { installPackages } from '../steps/packages.ts';
import { requireDisk, requireGit } from '../steps/requirements.ts';
import { stopSteps } from '../steps/run.ts';
import { untilInterrupted } from '../steps/untilInterrupted.ts';

export async function main(): Promise<void> {
  requireGit();
  requireDisk();
  await untilInterrupted(
    async signal => {
      await Promise.all([
        installPackages().then(buildAppBundle),
        buildLabTools({ signal }),
      ]);
    },
    async () => stopSteps(),
  );
}

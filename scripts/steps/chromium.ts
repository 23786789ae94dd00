import { existsSync } from 'node:fs';
import { Failure } from './progress.ts';
import { run } from './run.ts';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser of the tests: the machine's own, or Debian's package where it can be installed. */
export async function requireChromium(): Promise<string> {
  const find = () =>
    [process.env.MESHWAY_CHROMIUM ?? '', ...PLACES].find(place =>
      existsSync(place),
    );
  const found = find();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    await run('chromium', 'looking up packages', ['apt-get', 'update', '-qq']);
    await run('chromium', 'installing chromium', [
      'apt-get',
      'install',
      '-y',
      '-qq',
      'chromium',
    ]);
  }
  const installed = find();
  if (!installed)
    throw new Failure(
      'the browser tests need Chromium; install it (on Debian: apt-get install chromium) or name it in MESHWAY_CHROMIUM.',
    );
  return installed;
}

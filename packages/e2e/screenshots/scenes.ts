import type { Page } from '@playwright/test';
import { situations } from '../../../plugins/mesh/dev/devEntities.ts';
import { wizardSituations } from '../../../plugins/mesh/dev/wizardSituation.ts';

/** One state of the interface that a person looks at. */
export interface Scene {
  name: string;
  path: string;
  /** What is done before the picture is taken. */
  act?: (page: Page) => Promise<void>;
}

/** Every situation of the plugin's dev app, and what opens from there. */
export const scenes: Scene[] = [
  ...situations.map(name => ({ name, path: tabOf(name) })),
  { name: 'overview', path: '/catalog/default/component/paused' },
  { name: 'fleet', path: '/mesh' },
  ...wizardSituations.map(situation => ({
    name: `wizard-${situation}`,
    path: `/wizard?situation=${situation}`,
  })),
  { name: 'traffic-table', path: `${tabOf('all-decisions')}?mesh-view=table` },
  after('mixed', 'details', openDetails),
  dialog(
    'findings',
    'manifest',
    press('VirtualService bookinfo/productpage: show YAML'),
  ),
  after('all-decisions', 'more', press('More decisions')),
  dialog('all-decisions', 'promote', press('Promote')),
  dialog('all-decisions', 'abort', press('Abort')),
  dialog('all-decisions', 'promote-fully', choose('Promote fully')),
  dialog('all-decisions', 'roll-back', choose('Roll back')),
  dialog('weighted', 'shift', press('Shift weights')),
  dialog('aborted', 'retry', press('Retry')),
  dialog('blue-green', 'promote', press('Promote')),
  dialog('frozen', 'promote', press('Promote')),
  dialog('gate', 'promote', press('Promote')),
  dialog('reason-required', 'promote', press('Promote')),
  dialog('two-people', 'promote', press('Promote')),
  dialog('proposed', 'approve', press('Approve')),
  dialog('paused', 'confirmed', decide('Confirmed live')),
  dialog('conflict', 'decided', decide('Nothing was changed')),
  dialog('refused', 'decided', decide('was refused')),
];

function tabOf(situation: string): string {
  return `/catalog/default/component/${situation}/mesh`;
}

function after(situation: string, what: string, act: Scene['act']): Scene {
  return { name: `${situation}-${what}`, path: tabOf(situation), act };
}

function dialog(
  situation: string,
  what: string,
  open: (page: Page) => Promise<void>,
): Scene {
  return after(situation, what, async page => {
    await open(page);
    await page.getByRole('dialog').getByRole('heading').first().waitFor();
  });
}

function press(name: string) {
  return async (page: Page) => {
    await page.getByRole('button', { name, exact: true }).first().click();
  };
}

async function openDetails(page: Page) {
  for (const details of await page
    .getByRole('button', { name: 'Details', exact: true })
    .all())
    await details.click();
}

function choose(name: string) {
  return async (page: Page) => {
    await press('More decisions')(page);
    await page.getByRole('menuitem', { name }).click();
  };
}

/** Promotes and waits for what the dialog says in the end. */
function decide(outcome: string) {
  return async (page: Page) => {
    await press('Promote')(page);
    const open = page.getByRole('dialog');
    await open.getByLabel(/Why\?/).fill('Errors are flat for ten minutes.');
    await open.getByRole('button', { name: 'Promote' }).click();
    await open.getByText(outcome).first().waitFor();
  };
}

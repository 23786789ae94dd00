import {
  ApiBlueprint,
  createFrontendPlugin,
  createFrontendModule,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { previewFindings } from '../src/__fixtures__/choices';
import { manifestOf } from '../src/__fixtures__/manifests';
import { wizardSituation } from './wizardSituation';

/** The fields of the wizard on a page of their own, at `/wizard`. */
export const wizardPlugin = createFrontendPlugin({
  pluginId: 'wizard',
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/wizard',
        title: 'Wizard',
        loader: () => import('./WizardFields').then(m => <m.WizardFields />),
      },
    }),
  ],
});

/** Answers in place of the scaffolder's backend. */
export const wizardFetchModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    ApiBlueprint.make({
      name: 'fetch',
      params: defineParams =>
        defineParams({
          api: fetchApiRef,
          deps: {},
          factory: () => ({
            fetch: async (input, init) =>
              String(input).endsWith('/mesh/preview')
                ? Response.json(preview())
                : await fetch(input, init),
          }),
        }),
    }),
  ],
});

function preview() {
  const files = ['Rollout', 'Service', 'VirtualService'].map(kind => ({
    path: `deploy/${kind.toLowerCase()}.yaml`,
    content: manifestOf({ kind, namespace: 'orders', name: 'orders' }),
  }));
  return wizardSituation() === 'silent'
    ? { files: [], findings: [], failure: 'The value `image` is missing.' }
    : { files, findings: previewFindings };
}

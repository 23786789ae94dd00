import type { JsonObject } from '@backstage/types';
import { fetchApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  cluster,
  gateways,
  namespaces,
  previewFindings,
} from '../__fixtures__/choices';
import { FakeMeshApi } from '../__fixtures__/FakeMeshApi';
import { meshApiRef } from '../api';
import { callersField } from './callers/callersField';
import { canaryField } from './canary/canaryField';
import { gatewayField } from './gateway/gatewayField';
import { namespaceField } from './namespace/namespaceField';
import { previewField } from './preview/previewField';

/** The fields load their code on first use, and that is compiled first. */
jest.setTimeout(60_000);
const lazily = { timeout: 20_000 };

const manifest = {
  title: 'Mesh service',
  steps: [
    {
      title: 'The service',
      schema: {
        type: 'object',
        required: ['name', 'namespace', 'route', 'steps'],
        properties: {
          name: { type: 'string', title: 'Its name' },
          namespace: { type: 'object', 'ui:field': 'MeshNamespacePicker' },
          route: { type: 'object', 'ui:field': 'MeshGatewayPicker' },
          steps: {
            type: 'array',
            items: { type: 'object' },
            'ui:field': 'MeshCanarySteps',
          },
          callers: {
            type: 'array',
            items: { type: 'object' },
            'ui:field': 'MeshCallersPicker',
          },
        },
      },
    },
    {
      title: 'What will be made',
      schema: {
        type: 'object',
        properties: {
          preview: {
            type: 'object',
            'ui:field': 'MeshManifestPreview',
            'ui:options': { template: 'template:default/mesh-service' },
          },
        },
      },
    },
  ],
};

function renderWizard(initialState: JsonObject = {}) {
  const onCreate = jest.fn(async () => {});
  const answers = [previewFindings, []];
  const asked: JsonObject[] = [];
  renderInTestApp(
    <SecretsContextProvider>
      <Stepper
        manifest={manifest}
        extensions={[
          namespaceField,
          gatewayField,
          canaryField,
          callersField,
          previewField,
        ].map(field => ({ ...field, schema: field.schema.schema } as any))}
        initialState={initialState as any}
        onCreate={onCreate}
      />
    </SecretsContextProvider>,
    {
      apis: [
        [
          meshApiRef,
          new FakeMeshApi({
            getClusters: async () => [cluster('lab')],
            getNamespaces: async () => namespaces,
            getGateways: async () => gateways,
          }),
        ],
        [catalogApiRef, catalogApiMock()],
        [
          fetchApiRef,
          {
            fetch: (async (_: unknown, init?: RequestInit) => {
              asked.push(JSON.parse(String(init?.body)));
              return Response.json({
                files: [{ path: 'rollout.yaml', content: 'kind: Rollout' }],
                findings: answers.shift() ?? [],
              });
            }) as typeof fetch,
          },
        ],
        mockApis.discovery({ baseUrl: 'http://portal' }),
      ],
    },
  );
  return { onCreate, asked };
}

// jsdom scrolls nowhere, and the wizard does at each step.
beforeEach(() => jest.spyOn(window, 'scrollTo').mockReturnValue());

describe('the fields in the wizard of the scaffolder', () => {
  it('propose all values together, follow the name, and stop at errors of the files', async () => {
    const user = userEvent.setup();
    const { onCreate, asked } = renderWizard();
    await screen.findByRole('group', { name: 'Namespace' }, lazily);
    await screen.findByRole('group', { name: 'Gateway and host' }, lazily);
    await screen.findByRole('group', { name: 'Steps of a release' }, lazily);
    await screen.findByRole('group', { name: 'Who may call' }, lazily);

    await user.type(
      screen.getByRole('textbox', { name: /^Its name/ }),
      'orders',
    );
    await screen.findByText(/Namespace orders will be made/);
    await screen.findByText(/reached at https:\/\/orders.example.com/);
    await user.click(screen.getByRole('button', { name: 'Next' }));

    await screen.findByText('Name the Gateway edge/public.', {}, lazily);
    await user.click(screen.getByRole('button', { name: 'Review' }));
    expect(
      await screen.findByText('Mend 1 error in the files first.'),
    ).toBeInTheDocument();
    expect(asked).toEqual([
      {
        templateRef: 'template:default/mesh-service',
        values: {
          name: 'orders',
          namespace: {
            cluster: 'lab',
            name: 'orders',
            exists: false,
            dataPlane: 'sidecar',
          },
          route: { gateway: 'edge/public', host: 'orders.example.com' },
          steps: [
            { weight: 20, pause: 'manual' },
            { weight: 50, pause: '5m' },
            { weight: 80, pause: '5m' },
          ],
          callers: [],
        },
      },
    ]);

    await user.click(screen.getByRole('button', { name: 'Back' }));
    await user.click(await screen.findByRole('button', { name: 'Fast' }));
    await user.click(screen.getByRole('button', { name: 'Next' }));
    await screen.findByText('Nothing to mend', {}, lazily);
    await user.click(screen.getByRole('button', { name: 'Review' }));
    await user.click(await screen.findByRole('button', { name: 'Create' }));
    await waitFor(() =>
      expect(onCreate).toHaveBeenCalledWith({
        ...(asked[0].values as JsonObject),
        steps: [{ weight: 50, pause: '2m' }],
        preview: { errors: 0 },
      }),
    );
  });

  it('put the sentences of the validation on the field', async () => {
    const user = userEvent.setup();
    renderWizard({
      name: 'orders',
      namespace: { name: 'nowhere', exists: true },
      route: { gateway: 'edge/public', host: 'productpage.example.com' },
    });
    await screen.findByText(
      /serves productpage.example.com already/,
      {},
      lazily,
    );
    await user.click(await screen.findByRole('button', { name: 'Next' }));
    await waitFor(() =>
      expect(
        screen.getByRole('group', { name: 'Gateway and host' }),
      ).toHaveAccessibleDescription(
        /VirtualService bookinfo\/web serves productpage.example.com already/,
      ),
    );
    expect(
      screen.getByRole('group', { name: 'Namespace' }),
    ).toHaveAccessibleDescription(/There is no namespace nowhere/);
  });
});
